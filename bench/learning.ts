/** Training steps of the networks at 224², against this machine's matrix products and against PyTorch's steps. */
import { setTimeout } from 'node:timers/promises';
import { createRandom } from '../main/domain/statistics/random.ts';
import { median } from '../main/domain/statistics/statistics.ts';
import { float32 } from '../main/domain/tensor.ts';
import { networks } from '../main/networks/architectures/architectures.ts';
import type { Network } from '../main/networks/network.ts';
import { chooseTrainable } from '../main/networks/trainable.ts';
import type { Engine } from '../main/runtime/engine.ts';
import { startEngine } from '../main/runtime/process/engine-process.ts';
import { openLearner } from '../main/services/training/loop/learner.ts';
import { trainSettingsSchema } from '../main/contract/training-settings/setting-table.ts';
import { flopsOf } from './flops.ts';
import { productRate } from './product-rate.ts';
import type { Reference } from './reference.ts';
import { openReference } from './reference.ts';
import { FaultError } from '../main/domain/faults/fault.ts';

export interface LearningOptions {
  /** By name; `vgg16:head` trains the head only. */
  readonly networks: readonly string[];
  readonly batch: number;
  readonly threads: number;
  /** Steps of each side that count; one before them does not. */
  readonly steps: number;
  /** A Python that has torch. */
  readonly python: string | undefined;
}

export const LEARNING_NETWORKS = [
  'resnet18',
  'resnet50',
  'vgg16',
  'vgg16:head',
  'small-cnn',
  'vit-tiny',
  'efficientnet-v2-b3',
];

/** Times are medians in milliseconds, sizes in bytes; the ratios are medians of pairs. */
export interface LearningResult {
  readonly network: string;
  readonly parameters: number;
  readonly ms: number;
  /** Counted as three times the forward pass's multiplications and additions; null where a part is frozen. */
  readonly gflops: number | null;
  readonly productRate: number;
  readonly peakBytes: number;
  /** Null without a Python that has what the network needs. */
  readonly reference: ReferenceResult | null;
  /** The same in PyTorch's layout with channels last. */
  readonly channelsLast: ReferenceResult | null;
}

export interface ReferenceResult {
  readonly version: string;
  readonly ms: number;
  readonly ratio: number;
  readonly peakBytes: number;
}

const SIZE = 224;
/** PyTorch's threads look out for work for a while after a step; they would take processors from the other side. */
const SETTLE_MS = 400;

export async function* benchLearning(options: LearningOptions): AsyncGenerator<LearningResult> {
  for (const name of options.networks) yield await benchNetwork(name, options);
}

async function benchNetwork(name: string, options: LearningOptions): Promise<LearningResult> {
  const { batch, threads } = options;
  const [architecture, part] = name.split(':');
  const headOnly = part === 'head';
  const network = build(architecture!);
  const engine = await startEngine({ provider: 'cpu', threads });
  const rate = await productRate(engine);
  const step = await openSteps(engine, network, { headOnly, batch });
  const references = await openReferences(architecture!, headOnly, options);
  const times = await alternate(
    step,
    references.map(({ reference }) => reference),
    options.steps,
  );
  const peakBytes = await engine.peakMemory();
  await engine.close();
  references.forEach(({ reference }) => reference.close());
  const [ours, ...theirs] = times;
  const ms = median(ours!.map((one) => one.ms));
  const results = references.map(({ reference, channelsLast }, index) => ({
    channelsLast,
    result: compare(ours!, theirs[index]!, reference),
  }));
  const resultOf = (wanted: boolean): ReferenceResult | null =>
    results.find(({ channelsLast }) => channelsLast === wanted)?.result ?? null;
  return {
    network: name,
    parameters: parametersOf(network),
    ms,
    gflops: headOnly ? null : (3 * batch * flopsOf(network.graph)) / ms / 1e6,
    productRate: rate,
    peakBytes,
    reference: resultOf(false),
    channelsLast: resultOf(true),
  };
}

function build(architecture: string): Network {
  const known = networks[architecture];
  if (known === undefined)
    throw new Error(`There is no network "${architecture}"; there are ${Object.keys(networks).join(', ')}`);
  return known.create({ labels: 2, height: SIZE, width: SIZE, channels: 3, random: createRandom('learning') });
}

function parametersOf({ graph }: Network): number {
  return [...graph.initializers.values()].reduce(
    (sum, { type, data }) => (type === 'float32' ? sum + data.length : sum),
    0,
  );
}

interface Timed {
  readonly ms: number;
  /** The process's largest size so far; of our own, the engine tells. */
  readonly peakBytes?: number;
}

type Step = () => Promise<Timed>;

/** A step of the learner as training takes it, without what PyTorch's loop does not do: clipping and averages. */
async function openSteps(
  engine: Engine,
  network: Network,
  { headOnly, batch }: { headOnly: boolean; batch: number },
): Promise<Step> {
  const random = createRandom('steps');
  const chosen = chooseTrainable(network.graph, network.blocks, headOnly ? 'head' : 'all');
  if (!chosen.ok) throw new FaultError(chosen.error);
  const settings = trainSettingsSchema.parse({ clipNorm: 0, averageDecay: 0, labelSmoothing: 0, weightDecay: 0.01 });
  const learner = await openLearner(engine, network.graph, settings, { trainable: chosen.value });
  const images = float32(
    [batch, 3, SIZE, SIZE],
    Float32Array.from({ length: batch * 3 * SIZE * SIZE }, () => random.normal()),
  );
  const targets = float32(
    [batch, 2],
    Float32Array.from({ length: batch * 2 }, (_, i) => (i % 2 === (i >> 1) % 2 ? 1 : 0)),
  );
  return async () => {
    const began = performance.now();
    await learner.step({ images, targets }, 1e-4, random);
    return { ms: performance.now() - began };
  };
}

async function openReferences(
  network: string,
  headOnly: boolean,
  { python, batch, threads }: LearningOptions,
): Promise<{ readonly channelsLast: boolean; readonly reference: Reference }[]> {
  const opened: { channelsLast: boolean; reference: Reference }[] = [];
  if (python === undefined) return opened;
  for (const channelsLast of [false, true]) {
    const reference = await openReference(python, { network, headOnly, batch, size: SIZE, threads, channelsLast });
    if (typeof reference === 'string') console.error(`${network}: no reference, Python has no package ${reference}`);
    else opened.push({ channelsLast, reference });
  }
  return opened;
}

/** One step of each in turn, so that a busy moment of the machine meets all. */
async function alternate(step: Step, references: readonly Reference[], steps: number): Promise<Timed[][]> {
  const sides = [step, ...references.map((reference) => () => reference.step())];
  const times = sides.map((): Timed[] => []);
  for (let round = 0; round < steps + 1; round++) {
    for (const [index, side] of sides.entries()) {
      await setTimeout(SETTLE_MS);
      const timed = await side();
      if (round > 0) times[index]!.push(timed);
    }
  }
  return times;
}

function compare(ours: readonly Timed[], theirs: readonly Timed[], { version }: Reference): ReferenceResult {
  return {
    version,
    ms: median(theirs.map(({ ms }) => ms)),
    ratio: median(ours.map(({ ms }, index) => ms / theirs[index]!.ms)),
    peakBytes: Math.max(...theirs.map(({ peakBytes = 0 }) => peakBytes)),
  };
}

/** One line for a person. */
export function learningLine(result: LearningResult): string {
  const { network, ms, gflops, productRate: rate, peakBytes, reference, channelsLast } = result;
  const share =
    gflops === null
      ? ''
      : `${gflops.toFixed(0)} GFLOP/s, ${(gflops / rate).toFixed(2)} of the matrix products' ${rate.toFixed(0)}`;
  const against = (name: string, other: ReferenceResult | null): string =>
    other === null
      ? ''
      : `${name} ${other.ms.toFixed(0)} ms, ratio ${other.ratio.toFixed(2)}, ${inGigabytes(other.peakBytes)}`;
  return [
    `${network.padEnd(18)} ${ms.toFixed(0).padStart(6)} ms, ${inGigabytes(peakBytes)}`,
    share,
    reference === null ? 'no PyTorch to compare with' : against('PyTorch', reference),
    against('channels last', channelsLast),
  ]
    .filter((part) => part !== '')
    .join('; ');
}

const inGigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;
