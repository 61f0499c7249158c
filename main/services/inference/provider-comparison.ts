/** Whether an execution provider does what the CPU does, and how fast: predicting, explaining and learning. */
import { FaultError } from '../../domain/faults/fault.ts';
import type { Agreement, ProviderComparison, Speed } from '../../domain/provider-comparison.ts';
import { createRandom } from '../../domain/statistics/random.ts';
import { median } from '../../domain/statistics/statistics.ts';
import { float32, sizeOf, type Tensor } from '../../domain/tensor.ts';
import { loweringFor } from '../../graph/convolutions/convolution-lowering.ts';
import type { Graph } from '../../graph/ir/graph.ts';
import { buildTrainingGraph } from '../../graph/training/training-graph.ts';
import type { Engine } from '../../runtime/engine.ts';
import { openTraining } from '../../runtime/training/training-session.ts';
import { createPredictor, type Answer, type Predictor } from './predictor.ts';
import { oneHot, stackRows, takeRows } from './rows.ts';
import type { Question } from './sessions.ts';
import { subjectOfGraph } from './subject.ts';

export interface ComparisonOptions {
  /** Input `image` [N, C, H, W], logits [N, labels] and a map, named as the networks name them. */
  readonly network: Graph;
  readonly batch: number;
  /** Steps of training. */
  readonly steps: number;
  readonly onProgress?: ((what: string) => void) | undefined;
}

/** One engine's results for the same weights and data. */
interface Answers {
  readonly results: Readonly<Record<Agreement['what'], Float32Array>>;
  readonly times: Readonly<Record<Speed['what'], number>>;
}

/**
 * Tolerated differences, as shares of the largest value. One pass stays far below; learning adds up, and AdamW's
 * division by small second moments makes it more.
 */
const TOLERANCE = { logits: 1e-3, heatmap: 1e-3, losses: 1e-2, weights: 2e-2 } as const;

const LEARNING_RATE = 1e-3;

/** Runs the same on both engines, one after the other. Rejects where one of them can't run it. */
export async function compareProviders(
  engine: Engine,
  reference: Engine,
  options: ComparisonOptions,
): Promise<Omit<ProviderComparison, 'network' | 'batch' | 'steps'>> {
  const expected = await answersOf(reference, options);
  const given = await answersOf(engine, options);
  const agreements = (Object.keys(TOLERANCE) as Agreement['what'][]).map((what): Agreement => {
    const [a, b] = [expected.results[what], given.results[what]];
    const largestDifference = a.reduce((most, value, index) => Math.max(most, Math.abs(value - b[index]!)), 0);
    const largestValue = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    // Not a number is no agreement either.
    return { what, largestDifference, largestValue, isSmall: largestDifference <= TOLERANCE[what] * largestValue };
  });
  const speeds = (Object.keys(expected.times) as Speed['what'][]).map((what): Speed => {
    return { what, providerMs: given.times[what], referenceMs: expected.times[what] };
  });
  return {
    provider: engine.provider,
    reference: reference.provider,
    agreements,
    speeds,
    agrees: agreements.every(({ isSmall }) => isSmall),
  };
}

async function answersOf(engine: Engine, options: ComparisonOptions): Promise<Answers> {
  const { network, batch, steps, onProgress } = options;
  const [, ...size] = network.inputs.get('image')!.dims.map(Number);
  const labels = Number(network.outputs.get('logits')!.dims[1]);
  const random = createRandom('provider comparison');
  const dims = [batch, ...size];
  const image = float32(
    dims,
    Float32Array.from({ length: sizeOf(dims) }, () => random.normal()),
  );
  // The labels in turn.
  const columns = Array.from({ length: batch }, (_, row) => row % labels);
  const images = columns.map((column, row) => ({ rows: takeRows(image, row, 1), label: { column, of: labels } }));
  await using predictor = createPredictor(engine);
  const subject = subjectOfGraph(network, { input: 'image', logits: 'logits', heatmap: 'heatmap_features' });
  const ask = (question: Question) => measured(() => predictor.predict(subject, images, { question }), steps);
  onProgress?.(`${engine.provider}: forward`);
  const forward = await ask('logits');
  onProgress?.(`${engine.provider}: heatmap`);
  const map = await ask('grad-cam');
  onProgress?.(`${engine.provider}: ${steps} training steps`);
  const learnt = await learn(engine, options, { image, targets: oneHot(columns, labels) });
  return {
    results: {
      logits: dataOf(forward.answers, ({ logits }) => logits),
      heatmap: dataOf(map.answers, ({ heatmap }) => heatmap!),
      losses: learnt.losses,
      weights: learnt.weights,
    },
    times: { forward: forward.ms, heatmap: map.ms, 'training step': learnt.ms },
  };
}

/** The values for all images, one behind the other. */
function dataOf(answers: readonly Answer[], of: (answer: Answer) => Tensor): Float32Array {
  return stackRows(answers.map(of)).data as Float32Array;
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now();
  const value = await work();
  return { value, ms: performance.now() - start };
}

async function measured(predict: () => ReturnType<Predictor['predict']>, runs: number) {
  const outcomes = await predict();
  const answers = outcomes.map((outcome) => {
    if (!outcome.ok) throw new FaultError(outcome.error);
    return outcome.value;
  });
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push((await timed(predict)).ms);
  return { answers, ms: median(times) };
}

/** Steps of AdamW from the same weights on one batch, nothing dropped out. */
async function learn(engine: Engine, { network, steps }: ComparisonOptions, batch: { image: Tensor; targets: Tensor }) {
  const training = buildTrainingGraph(network, {
    logits: 'logits',
    optimiser: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-4, weightDecay: 0.01 },
    ema: false,
    lowering: loweringFor(engine.provider, engine.channelBlock),
  });
  const { inputs, outputs } = training;
  const session = await openTraining(engine, training);
  const masks = inputs.dropoutMasks.map(({ name, dims }) => {
    const sizes = dims.map((dim) => (typeof dim === 'number' ? dim : batch.image.dims[0]!));
    return [name, float32(sizes, new Float32Array(sizeOf(sizes)).fill(1))] as const;
  });
  const given = { [inputs.image]: batch.image, [inputs.targets]: batch.targets, ...Object.fromEntries(masks) };
  const feeds = { ...given, ...training.lossScale(1) };
  const [losses, times]: [number[], number[]] = [[], []];
  for (let step = 1; step <= steps; step++) {
    const scalars = training.updateScalars({ step, learningRate: LEARNING_RATE });
    const { value, ms } = await timed(async () => {
      const results = await session.run(feeds, [outputs.loss]);
      await session.update(scalars);
      return results;
    });
    losses.push(Number(value[outputs.loss]!.data[0]));
    times.push(ms);
  }
  const weights = training.weightsFromState(await session.state());
  await session.close();
  const values = [...weights.values()].flatMap(({ data }) => Array.from(data as Float32Array));
  return { losses: Float32Array.from(losses), weights: Float32Array.from(values), ms: median(times.slice(1)) };
}
