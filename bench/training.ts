import { createRandom } from '../main/domain/statistics/random.ts';
import { float32 } from '../main/domain/tensor.ts';
import { networks } from '../main/networks/architectures/architectures.ts';
import type { Engine } from '../main/runtime/engine.ts';
import { openLearner } from '../main/services/training/loop/learner.ts';
import { trainSettingsSchema } from '../main/contract/training-settings/setting-table.ts';
import { flopsOf } from './flops.ts';
import { medianMs, type Measurement } from './measure.ts';
import { productRate } from './product-rate.ts';

/** A whole training step of the bundled model's network against a matrix product. */
export async function benchTraining(engine: Engine): Promise<Measurement> {
  const settings = trainSettingsSchema.parse({});
  const { size, batch } = settings;
  const random = createRandom('training');
  const network = networks['compact-resnet']!.create({
    labels: 2,
    height: size,
    width: size,
    channels: 1,
    random,
  });
  const learner = await openLearner(engine, network.graph, settings);
  const images = float32(
    [batch, 1, size, size],
    Float32Array.from({ length: batch * size * size }, () => random.normal()),
  );
  const targets = float32(
    [batch, 2],
    Float32Array.from({ length: batch * 2 }, (_, i) => (i % 2 === (i >> 1) % 2 ? 1 : 0)),
  );
  const ms = await medianMs(() => learner.step({ images, targets }, 1e-4, random), 7);
  await learner.close();
  // Forward once, and a gradient of about the same work for weights and for inputs.
  const stepRate = (3 * batch * flopsOf(network.graph)) / ms / 1e6;
  const rate = await productRate(engine);
  const meaning = `training step ${ms.toFixed(0)} ms at ${stepRate.toFixed(0)} GFLOP/s (batch ${batch}, ${size}²) to matrix products at ${rate.toFixed(0)} GFLOP/s`;
  return { name: 'training step', ratio: stepRate / rate, meaning };
}
