/** A network in training: its training graph in the engine, one call a step. */
import type { Random } from '../../domain/random.ts';
import { float32 } from '../../domain/tensor.ts';
import type { Tensor } from '../../domain/tensor.ts';
import type { Graph } from '../../graph/graph.ts';
import { buildTrainingGraph, withWeights } from '../../graph/training-graph.ts';
import type { DropoutMask } from '../../graph/training-form.ts';
import { writeOnnx } from '../../graph/write-onnx.ts';
import type { Engine, EngineSession } from '../../runtime/engine.ts';
import type { Batch } from './make-batch.ts';
import type { TrainSettings } from './train-settings.ts';

/** Parameters and running statistics by their names in the forward graph. */
export type Weights = ReadonlyMap<string, Tensor>;

export interface Learner {
  /** One update; resolves to the batch's loss before it. `random` decides which features drop out. */
  step(batch: Batch, learningRate: number, random: Random): Promise<number>;
  /** The moving average of the weights as it stands. */
  averagedWeights(): Promise<Weights>;
  close(): Promise<void>;
}

export async function openLearner(engine: Engine, forward: Graph, settings: TrainSettings): Promise<Learner> {
  const training = buildTrainingGraph(forward, {
    logits: 'logits',
    optimiser: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: settings.weightDecay },
    clipNorm: settings.clipNorm,
    ema: true,
  });
  const { carry, initial, inputs, outputs } = training;
  const session = await engine.open({ model: writeOnnx(training.graph), carry, initial });
  let step = 0;
  return {
    async step({ images, targets }, learningRate, random) {
      step++;
      // The average would else remember the random first weights for long (as in TensorFlow's ExponentialMovingAverage).
      const emaDecay = Math.min(settings.averageDecay, step / (step + 9));
      const masks = inputs.dropoutMasks.map((mask) => [mask.name, drawMask(mask, images.dims[0]!, random)] as const);
      const results = await session.run(
        {
          [inputs.image]: images,
          [inputs.targets]: targets,
          ...Object.fromEntries(masks),
          ...training.settings({ step, learningRate, emaDecay }),
        },
        [outputs.loss],
      );
      return Number(results[outputs.loss]!.data[0]);
    },
    averagedWeights: async () => training.emaWeightsFromState(await session.state()),
    close: () => session.close(),
  };
}

/** 0 for a feature that is dropped, 1 / (1 − ratio) for one that is kept. */
function drawMask({ dims, ratio }: DropoutMask, batch: number, random: Random): Tensor {
  const features = Number(dims[1]);
  const values = Float32Array.from({ length: batch * features }, () => (random.next() < ratio ? 0 : 1 / (1 - ratio)));
  return float32([batch, features], values);
}

/** The forward graph with the given weights, ready to score. */
export function openInference(engine: Engine, forward: Graph, weights: Weights): Promise<EngineSession> {
  return engine.open({ model: writeOnnx(withWeights(forward, weights)) });
}
