/** A network in training: its training graph in the engine, one call a step. */
import type { Random } from '../../../domain/statistics/random.ts';
import { float32 } from '../../../domain/tensor.ts';
import type { Tensor } from '../../../domain/tensor.ts';
import type { Graph } from '../../../graph/ir/graph.ts';
import type { Loss } from '../../../graph/training/losses.ts';
import type { Optimiser } from '../../../graph/training/optimisers.ts';
import { loweringFor } from '../../../graph/convolutions/convolution-lowering.ts';
import { buildTrainingGraph, withWeights } from '../../../graph/training/training-graph.ts';
import type { TrainingGraph } from '../../../graph/training/training-graph.ts';
import type { DropoutMask } from '../../../graph/training/training-form.ts';
import type { Engine, EngineSession, Tensors } from '../../../runtime/engine.ts';
import { stateSizes } from '../../../runtime/training/session-state.ts';
import { openTraining } from '../../../runtime/training/training-session.ts';
import { subjectOfGraph, type Subject } from '../../inference/subject.ts';
import type { Batch } from '../batches/make-batch.ts';
import { refuseTooLarge } from './refuse-too-large.ts';
import type { TrainSettings } from '../../../contract/training-settings/setting-table.ts';
import type { Weights } from '../task/training-task.ts';

export interface Learner {
  /** One update; resolves to the batch's loss before it. `random` decides which features drop out. */
  step(batch: Batch, learningRate: number, random: Random): Promise<number>;
  /** The moving average of the weights as it stands, or the weights themselves where none is kept. */
  weights(): Promise<Weights>;
  /** Updates made since the training began, also before this learner was opened. */
  steps(): number;
  /** Bytes of each value that the next step needs. */
  readonly stateSizes: ReadonlyMap<string, number>;
  /** Some of what is carried from step to step, as it stands. */
  state(names: readonly string[]): Promise<Tensors>;
  close(): Promise<void>;
}

/** Choices of a learner besides the settings. */
export interface LearnerOptions {
  /** Names of parameters; all when left out. */
  readonly trainable?: readonly string[] | undefined;
  /** Parameter → what its learning rate is multiplied by. */
  readonly rates?: ReadonlyMap<string, number> | undefined;
  /** One factor a label. */
  readonly classWeights?: readonly number[] | undefined;
  /** Where an earlier learner of the same task had come to. */
  readonly from?: { readonly steps: number; readonly state: Tensors } | undefined;
}

/** @throws a FaultError where the graph with what doesn't learn exceeds what a file of ONNX can hold. */
export async function openLearner(
  engine: Engine,
  forward: Graph,
  settings: TrainSettings,
  options: LearnerOptions = {},
): Promise<Learner> {
  const training = buildTrainingGraph(forward, {
    logits: 'logits',
    ...(options.trainable && { trainable: options.trainable }),
    ...(options.rates && { rates: options.rates }),
    classWeights: options.classWeights,
    optimiser: optimiserOf(settings),
    loss: lossOf(settings),
    batchNorm: settings.batchNorm,
    clipNorm: settings.clipNorm === 0 ? undefined : settings.clipNorm,
    ema: settings.averageDecay > 0,
    lowering: loweringFor(engine.provider, engine.channelBlock),
  });
  refuseTooLarge(training.graph);
  const session = await openTraining(engine, training, options.from?.state);
  return learnerOf(withoutValues(training), session, {
    settings,
    stepsBefore: options.from?.steps ?? 0,
    stateSizes: stateSizes(training),
  });
}

/** Without the graphs and first values, which the engine has: of a large network they fill gigabytes. */
type Handles = Omit<TrainingGraph, 'graph' | 'carry' | 'initial' | 'update'>;

function withoutValues({ inputs, outputs, ...training }: TrainingGraph): Handles {
  const { lossScale, updateScalars, weightsFromState, emaWeightsFromState, stateOf } = training;
  return { inputs, outputs, lossScale, updateScalars, weightsFromState, emaWeightsFromState, stateOf };
}

interface LearnerStart {
  readonly settings: TrainSettings;
  readonly stepsBefore: number;
  readonly stateSizes: ReadonlyMap<string, number>;
}

function learnerOf(
  training: Handles,
  session: EngineSession,
  { settings, stepsBefore, stateSizes }: LearnerStart,
): Learner {
  const { averageDecay } = settings;
  let steps = stepsBefore;
  /** Forward and back through a batch or a part of one; its share of the batch's loss. */
  async function run({ part: { images, targets }, share }: Part, random: Random): Promise<number> {
    const { inputs, outputs } = training;
    const masks = inputs.dropoutMasks.map((mask) => [mask.name, drawMask(mask, images.dims[0]!, random)] as const);
    const given = { [inputs.image]: images, [inputs.targets]: targets, ...Object.fromEntries(masks) };
    const results = await session.run({ ...given, ...training.lossScale(share) }, [outputs.loss]);
    return share * Number(results[outputs.loss]!.data[0]);
  }
  return {
    async step(batch, learningRate, random) {
      steps++;
      // The average would else remember the random first weights for long (as in TensorFlow's ExponentialMovingAverage).
      const emaDecay = Math.min(averageDecay, steps / (steps + 9));
      const runs = partsOf(batch, settings.accumulate).map((part) => run(part, random));
      // Asked for at once: while the engine works, this process may be busy with the next batch.
      const updated = session.update(training.updateScalars({ step: steps, learningRate, emaDecay }));
      const [losses] = await Promise.all([Promise.all(runs), updated]);
      return losses.reduce((sum, loss) => sum + loss, 0);
    },
    async weights() {
      const { averages, weights } = training.stateOf;
      if (averageDecay > 0) return training.emaWeightsFromState(await session.state(averages));
      return training.weightsFromState(await session.state(weights));
    },
    steps: () => steps,
    stateSizes,
    state: (names) => session.state(names),
    close: () => session.close(),
  };
}

/** Consecutive rows of a batch. */
interface Part {
  readonly part: Batch;
  /** Share of the batch, 0…1. */
  readonly share: number;
}

/** As even as they come. */
function partsOf({ images, targets }: Batch, count: number): Part[] {
  const rows = images.dims[0]!;
  const parts = Math.min(count, rows);
  return Array.from({ length: parts }, (_, index) => {
    const [from, to] = [index, index + 1].map((part) => Math.floor((part * rows) / parts)) as [number, number];
    return {
      part: { images: rowsOf(images, from, to), targets: rowsOf(targets, from, to) },
      share: (to - from) / rows,
    };
  });
}

function rowsOf({ dims, data }: Tensor, from: number, to: number): Tensor {
  const size = data.length / dims[0]!;
  return float32([to - from, ...dims.slice(1)], (data as Float32Array).subarray(from * size, to * size));
}

function optimiserOf({ optimiser, weightDecay, momentum, nesterov }: TrainSettings): Optimiser {
  if (optimiser === 'sgd') return { kind: 'sgd', momentum, nesterov, weightDecay };
  return { kind: optimiser, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay };
}

function lossOf({ loss, focalGamma }: TrainSettings): Loss {
  return loss === 'focal' ? { kind: 'focal', gamma: focalGamma } : { kind: loss };
}

/** 0 for a feature that is dropped, 1 / (1 − ratio) for one that is kept. */
function drawMask({ dims, ratio }: DropoutMask, batch: number, random: Random): Tensor {
  const features = Number(dims[1]);
  const values = Float32Array.from({ length: batch * features }, () => (random.next() < ratio ? 0 : 1 / (1 - ratio)));
  return float32([batch, features], values);
}

/** The forward graph with the given weights, ready to score. @throws `ModelTooLargeError` */
export function subjectWith(forward: Graph, weights: Weights, input = 'image'): Subject {
  const graph = withWeights(forward, weights);
  refuseTooLarge(graph);
  return subjectOfGraph(graph, { input, logits: 'logits' });
}
