import type { Tensor } from '../domain/tensor.ts';
import { scalar } from '../domain/tensor.ts';
import { createBuilder } from './builder.ts';
import { differentiate } from './gradients.ts';
import type { Graph, ValueType } from './graph.ts';
import { inferShapes } from './infer-shapes.ts';
import { addCrossEntropy } from './losses.ts';
import type { Optimiser } from './optimisers.ts';
import {
  BIAS_CORRECTION_1,
  BIAS_CORRECTION_2,
  EMA_DECAY,
  LEARNING_RATE,
  addAverages,
  addOptimiser,
  averageOf,
  clipGradients,
} from './optimisers.ts';
import { parametersOf } from './parameters.ts';
import type { DropoutMask } from './training-form.ts';
import { toTrainingForm } from './training-form.ts';

export interface TrainingGraphOptions {
  /** The output [N, K] of the forward graph that the loss is of. */
  readonly logits: string;
  /** Initializers of the forward graph; by default all that are parameters of a layer. */
  readonly trainable?: readonly string[];
  readonly optimiser: Optimiser;
  readonly labelSmoothing?: number;
  /** One factor a label. */
  readonly classWeights?: readonly number[];
  /** Largest norm of all gradients together. */
  readonly clipNorm?: number;
  /** Whether to keep a moving average of the weights. */
  readonly ema: boolean;
}

/** What a step is fed besides images, targets and masks. */
export interface StepSettings {
  /** Counted from 1. */
  readonly step: number;
  readonly learningRate: number;
  /** Share of the old average that stays, 0…1. */
  readonly emaDecay?: number;
}

type State = Readonly<Record<string, Tensor>>;

/** One step of training as a graph: forward pass, loss, gradients and update. */
export interface TrainingGraph {
  readonly graph: Graph;
  /** Input → the output that replaces it for the next step. */
  readonly carry: Readonly<Record<string, string>>;
  /** First values of the carried inputs. */
  readonly initial: Readonly<Record<string, Tensor>>;
  /** Names of the inputs to feed with each step, beside those of `settings`. */
  readonly inputs: { readonly image: string; readonly targets: string; readonly dropoutMasks: readonly DropoutMask[] };
  readonly outputs: { readonly loss: string; readonly logits: string };
  /** The scalar inputs of a step. */
  settings(settings: StepSettings): Record<string, Tensor>;
  /** Parameters and running statistics, by their names in the forward graph, from the carried values. */
  weightsFromState(state: State): Map<string, Tensor>;
  /** The same of the moving averages. */
  emaWeightsFromState(state: State): Map<string, Tensor>;
}

const TARGETS = 'targets';
const LOSS = 'loss';

/** Builds the training step of a classifier. Throws `UnsupportedOperatorError` where it cannot be differentiated. */
export function buildTrainingGraph(forward: Graph, options: TrainingGraphOptions): TrainingGraph {
  const { logits, trainable = parametersOf(forward), optimiser, clipNorm, ema } = options;
  const form = toTrainingForm(forward, trainable);
  const withLoss = addLoss(form.graph, options);
  const { graph, gradients } = differentiate(withLoss, { of: LOSS, withRespectTo: trainable, rules: form.rules });
  const builder = createBuilder(graph);
  const raw = trainable.map((parameter) => gradients.get(parameter)!);
  const clipped = clipNorm === undefined ? raw : clipGradients(builder, raw, clipNorm);
  const trained = trainable.map((parameter, index) => ({
    parameter,
    gradient: clipped[index],
    dims: forward.initializers.get(parameter)!.dims,
  }));
  const optimised = addOptimiser(builder, optimiser, trained);
  const weights = new Map([
    ...trainable.map((name) => [name, optimised.carry.get(name)!] as const),
    ...form.statistics,
  ]);
  const first = new Map([...weights.keys()].map((name) => [name, forward.initializers.get(name)!]));
  const averages = ema
    ? addAverages(builder, weights, first)
    : { carry: new Map<string, string>(), initial: new Map<string, Tensor>() };
  const carry = new Map([...optimised.carry, ...form.statistics, ...averages.carry]);
  const initial = new Map([...first, ...optimised.initial, ...averages.initial]);
  for (const [input, output] of carry) builder.output(output, { type: 'float32', dims: initial.get(input)!.dims });
  const select = (state: State, key: (name: string) => string): Map<string, Tensor> =>
    new Map([...weights.keys()].map((name) => [name, state[key(name)]]));
  return {
    graph: builder.finish(),
    carry: Object.fromEntries(carry),
    initial: Object.fromEntries(initial),
    inputs: { image: imageOf(forward), targets: TARGETS, dropoutMasks: form.dropoutMasks },
    outputs: { loss: LOSS, logits },
    settings: (settings) => stepInputs(settings, options),
    weightsFromState: (state) => select(state, (name) => name),
    emaWeightsFromState: (state) => select(state, averageOf),
  };
}

/** The forward graph with other parameters and statistics, for validation and for export. */
export function withWeights(forward: Graph, weights: ReadonlyMap<string, Tensor>): Graph {
  const unknown = [...weights.keys()].filter((name) => !forward.initializers.has(name));
  if (unknown.length > 0) throw new Error(`The model has no parameters ${unknown.join(', ')}`);
  return { ...forward, initializers: new Map([...forward.initializers, ...weights]) };
}

function imageOf({ inputs }: Graph): string {
  const [image, ...others] = inputs.keys();
  if (image === undefined || others.length > 0) throw new Error('Only a model with one input, the image, is trained');
  return image;
}

/** The graph with targets as an input, and with the loss and the logits as its only outputs. */
function addLoss(graph: Graph, { logits, labelSmoothing, classWeights }: TrainingGraphOptions): Graph {
  const { dims } = inferShapes(graph).get(logits) as ValueType;
  const labels = dims[1];
  if (dims.length !== 2 || typeof labels !== 'number') throw new Error(`"${logits}" is not of shape [N, labels]`);
  const builder = createBuilder({ ...graph, outputs: new Map() });
  builder.input(TARGETS, { type: 'float32', dims });
  const loss = addCrossEntropy(builder, logits, TARGETS, { labels, smoothing: labelSmoothing, classWeights });
  builder.node('Identity', [loss], {}, LOSS);
  builder.output(LOSS, { type: 'float32', dims: [] });
  builder.output(logits, { type: 'float32', dims });
  return builder.finish();
}

function stepInputs(settings: StepSettings, { optimiser, ema }: TrainingGraphOptions): Record<string, Tensor> {
  const { step, learningRate, emaDecay = 0 } = settings;
  return {
    [LEARNING_RATE]: scalar(learningRate),
    ...(optimiser.kind === 'adamw' && {
      [BIAS_CORRECTION_1]: scalar(1 - optimiser.beta1 ** step),
      [BIAS_CORRECTION_2]: scalar(1 - optimiser.beta2 ** step),
    }),
    ...(ema && { [EMA_DECAY]: scalar(emaDecay) }),
  };
}
