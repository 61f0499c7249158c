/** Whether an execution provider does what the CPU does, and how fast: predicting, explaining and learning. */
import { createRandom } from '../../domain/statistics/random.ts';
import { median } from '../../domain/statistics/statistics.ts';
import { float32, sizeOf, type Tensor } from '../../domain/tensor.ts';
import { explained, withHeatmap } from '../../graph/explain/with-heatmap.ts';
import { loweringFor } from '../../graph/convolutions/convolution-lowering.ts';
import type { Graph } from '../../graph/ir/graph.ts';
import { buildTrainingGraph } from '../../graph/training/training-graph.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import type { Engine, ProviderName, Tensors } from '../../runtime/engine.ts';
import { openTraining } from '../../runtime/training/training-session.ts';

/** How far two answers lie apart. */
export interface Agreement {
  readonly what: 'logits' | 'heatmap' | 'losses' | 'weights';
  readonly largestDifference: number;
  /** The largest number of the reference's answer, by its size. */
  readonly largestValue: number;
  /** The difference is no more than what single precision makes of sums in another order. */
  readonly isSmall: boolean;
}

/** Milliseconds of one run, the median of several; the first, which also prepares, is left out. */
export interface Speed {
  readonly what: 'forward' | 'heatmap' | 'training step';
  readonly providerMs: number;
  readonly referenceMs: number;
}

export interface ProviderComparison {
  readonly provider: ProviderName;
  readonly reference: ProviderName;
  readonly agreements: readonly Agreement[];
  readonly speeds: readonly Speed[];
  /** Every difference is small. */
  readonly agrees: boolean;
}

export interface ComparisonOptions {
  /** Input `image` [N, C, H, W], logits [N, labels] and a map, named as the networks name them. */
  readonly network: Graph;
  readonly batch: number;
  /** Of training. */
  readonly steps: number;
  readonly onProgress?: (what: string) => void;
}

/** What one engine made of the same weights and data. */
interface Answers {
  readonly results: Readonly<Record<Agreement['what'], Float32Array>>;
  readonly times: Readonly<Record<Speed['what'], number>>;
}

/**
 * Of the largest value. One pass stays far below; what learning adds up, and AdamW's division by small second moments,
 * is more.
 */
const TOLERANCE = { logits: 1e-3, heatmap: 1e-3, losses: 1e-2, weights: 2e-2 } as const;

const LEARNING_RATE = 1e-3;

/** Runs the same on both engines, one after the other. Rejects where one of them can't run it. */
export async function compareProviders(
  engine: Engine,
  reference: Engine,
  options: ComparisonOptions,
): Promise<ProviderComparison> {
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
  const targets = oneHot(batch, labels);
  const lowering = loweringFor(engine.provider, engine.channelBlock);
  onProgress?.(`${engine.provider}: forward`);
  const forward = await measured(engine, writeOnnx(network), { image }, ['logits'], steps);
  onProgress?.(`${engine.provider}: heatmap`);
  const explaining = withHeatmap(network, {
    method: 'grad-cam',
    logits: 'logits',
    heatmap: 'heatmap_features',
    lowering,
  });
  const feeds = { image, [explained.labelWeights]: targets };
  const map = await measured(engine, writeOnnx(explaining), feeds, [explained.heatmap], steps);
  onProgress?.(`${engine.provider}: ${steps} training steps`);
  const learnt = await learn(engine, options, { image, targets });
  return {
    results: {
      logits: forward.outputs['logits']!.data as Float32Array,
      heatmap: map.outputs[explained.heatmap]!.data as Float32Array,
      losses: learnt.losses,
      weights: learnt.weights,
    },
    times: { forward: forward.ms, heatmap: map.ms, 'training step': learnt.ms },
  };
}

/** The labels in turn. */
function oneHot(batch: number, labels: number): Tensor {
  const values = new Float32Array(batch * labels);
  for (let row = 0; row < batch; row++) values[row * labels + (row % labels)] = 1;
  return float32([batch, labels], values);
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now();
  const value = await work();
  return { value, ms: performance.now() - start };
}

async function measured(engine: Engine, model: Uint8Array, feeds: Tensors, outputs: readonly string[], runs: number) {
  const session = await engine.open({ model });
  const first = await session.run(feeds, outputs);
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push((await timed(() => session.run(feeds, outputs))).ms);
  await session.close();
  return { outputs: first, ms: median(times) };
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
