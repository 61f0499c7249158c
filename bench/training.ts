import { createRandom } from '../main/domain/random.ts';
import { float32 } from '../main/domain/tensor.ts';
import { createBuilder } from '../main/graph/builder.ts';
import { writeOnnx } from '../main/graph/write-onnx.ts';
import { networks } from '../main/networks/index.ts';
import type { Engine } from '../main/runtime/engine.ts';
import { openLearner } from '../main/services/training/learner.ts';
import { trainSettingsSchema } from '../main/services/training/train-settings.ts';
import { flopsOf } from './flops.ts';
import { medianMs, type Measurement } from './measure.ts';

const side = 1024;

/** GFLOP/s of one large matrix product: what this machine can do. */
async function productRate(engine: Engine): Promise<number> {
  const builder = createBuilder();
  const a = builder.input('a', { type: 'float32', dims: [side, side] });
  const b = builder.input('b', { type: 'float32', dims: [side, side] });
  builder.output(builder.node('MatMul', [a, b], {}, 'product'), { type: 'float32', dims: [side, side] });
  const session = await engine.open({ model: writeOnnx(builder.finish()) });
  const random = createRandom('product');
  const values = Float32Array.from({ length: side * side }, () => random.normal());
  const feeds = { a: float32([side, side], values), b: float32([side, side], values) };
  const ms = await medianMs(() => session.run(feeds), 9);
  await session.close();
  return (2 * side ** 3) / ms / 1e6;
}

/** A whole training step of the bundled model's network against a matrix product. */
export async function benchTraining(engine: Engine): Promise<Measurement> {
  const settings = trainSettingsSchema.parse({});
  const { size, batch } = settings;
  const random = createRandom('training');
  const network = networks['compact-resnet']!({
    labels: 2,
    height: size,
    width: size,
    channels: 1,
    random,
    dropout: settings.dropout,
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
  const meaning = `training step ${ms.toFixed(0)} ms at ${stepRate.toFixed(0)} GFLOP/s (batch ${batch}, ${size}²) to a matrix product at ${rate.toFixed(0)} GFLOP/s`;
  return { name: 'training step', ratio: stepRate / rate, meaning };
}
