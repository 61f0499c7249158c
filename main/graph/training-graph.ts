import type { Tensor } from '../domain/tensor.ts';
import { scalar } from '../domain/tensor.ts';
import { addAccumulation, addShare, GRADIENT_KEPT, GRADIENT_SHARE } from './accumulation.ts';
import { createBuilder } from './builder.ts';
import type { GraphBuilder } from './builder.ts';
import { toCanonical } from './canonical.ts';
import type { Formulation } from './formulation.ts';
import { differentiate } from './gradients.ts';
import type { Graph, ValueType } from './graph.ts';
import { inferShapes } from './infer-shapes.ts';
import { addLoss } from './losses.ts';
import type { Loss } from './losses.ts';
import type { Optimiser, Trained } from './optimisers.ts';
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
import { kernelsOf, parametersOf } from './parameters.ts';
import { poolBeforeRelu } from './pool-before-relu.ts';
import type { DropoutMask } from './training-form.ts';
import { toTrainingForm } from './training-form.ts';

export interface TrainingGraphOptions {
  /** The output [N, K] of the forward graph that the loss is of. */
  readonly logits: string;
  /** Initializers of the forward graph; by default all that are parameters of a layer. */
  readonly trainable?: readonly string[];
  readonly optimiser: Optimiser;
  /** Cross-entropy where left out. */
  readonly loss?: Loss;
  readonly labelSmoothing?: number;
  /** One factor a label. */
  readonly classWeights?: readonly number[] | undefined;
  /** Parameter → what its learning rate is multiplied by; 1 where left out. */
  readonly rates?: ReadonlyMap<string, number>;
  /** Whether a normalisation that is trained takes the statistics of its batch (the default) or its running ones. */
  readonly batchNorm?: 'batch' | 'frozen';
  /** Largest norm of all gradients together. */
  readonly clipNorm?: number | undefined;
  /** Whether to keep a moving average of the weights. */
  readonly ema: boolean;
  /** Whether gradients of several batches are added up before the parameters move, by a graph of their own. */
  readonly accumulate?: boolean;
  /** The CPU's where left out. */
  readonly formulation?: Formulation | undefined;
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

/** A graph over the carried values, and what replaces them: input → output. */
export interface TrainingProgram {
  readonly graph: Graph;
  readonly carry: Readonly<Record<string, string>>;
}

/** One step of training as a graph: forward pass, loss, gradients and, unless they are added up, update. */
export interface TrainingGraph extends TrainingProgram {
  /** Moves the parameters by the gradients added up; fed with `settings` only. Null where the step does it. */
  readonly update: TrainingProgram | null;
  /** First values of the carried inputs, of both programs. */
  readonly initial: Readonly<Record<string, Tensor>>;
  /** Names of the inputs to feed with each step, beside those of `settings` or `accumulation`. */
  readonly inputs: { readonly image: string; readonly targets: string; readonly dropoutMasks: readonly DropoutMask[] };
  readonly outputs: { readonly loss: string; readonly logits: string };
  /** The scalar inputs of the program that moves the parameters. */
  settings(settings: StepSettings): Record<string, Tensor>;
  /** The scalar inputs of a step that adds its gradients: its share of the batch's images, and whether it begins one. */
  accumulation(share: number, isFirst: boolean): Record<string, Tensor>;
  /** Parameters and running statistics, by their names in the forward graph, from the carried values. */
  weightsFromState(state: State): Map<string, Tensor>;
  /** The same of the moving averages. */
  emaWeightsFromState(state: State): Map<string, Tensor>;
  /** The names of the carried values that the two above need. */
  readonly stateOf: { readonly weights: readonly string[]; readonly averages: readonly string[] };
}

const TARGETS = 'targets';
const LOSS = 'loss';

/** Builds the training step of a classifier. Throws `UnsupportedOperatorError` where it cannot be differentiated. */
export function buildTrainingGraph(given: Graph, options: TrainingGraphOptions): TrainingGraph {
  const { logits, trainable = parametersOf(given) } = options;
  const forward = toCanonical(given, [logits, ...trainable]);
  const form = toTrainingForm(forward, trainable, options.batchNorm);
  const { graph: withLoss, learnt: of } = withLossOf(poolBeforeRelu(form.graph), options);
  const { formulation } = options;
  const { rules } = form;
  const { graph, gradients } = differentiate(withLoss, { of, withRespectTo: trainable, rules, formulation });
  const names = [...trainable, ...form.statistics.keys()];
  const first = new Map(names.map((name) => [name, forward.initializers.get(name)!]));
  const kernels = kernelsOf(forward);
  const learnt = trainable.map((parameter) => ({
    parameter,
    gradient: gradients.get(parameter)!,
    dims: first.get(parameter)!.dims,
    rate: options.rates?.get(parameter) ?? 1,
    decays: kernels.has(parameter),
  }));
  const [image] = forward.inputs.keys();
  const select = (state: State, key: (name: string) => string): Map<string, Tensor> =>
    new Map(names.map((name) => [name, state[key(name)]]));
  return {
    ...(options.accumulate === true
      ? inTwo(createBuilder(graph), learnt, { first, statistics: form.statistics, options })
      : inOne(createBuilder(graph), learnt, { first, statistics: form.statistics, options })),
    inputs: { image, targets: TARGETS, dropoutMasks: form.dropoutMasks },
    outputs: { loss: LOSS, logits },
    settings: (settings) => stepInputs(settings, options),
    accumulation: (share, isFirst) => ({ [GRADIENT_SHARE]: scalar(share), [GRADIENT_KEPT]: scalar(isFirst ? 0 : 1) }),
    weightsFromState: (state) => select(state, (name) => name),
    emaWeightsFromState: (state) => select(state, averageOf),
    stateOf: { weights: names, averages: names.map(averageOf) },
  };
}

interface UpdateOptions {
  /** First values of parameters and running statistics. */
  readonly first: ReadonlyMap<string, Tensor>;
  /** Running statistic → its value after the step. */
  readonly statistics: ReadonlyMap<string, string>;
  readonly options: TrainingGraphOptions;
}

type Programs = Pick<TrainingGraph, 'graph' | 'carry' | 'update' | 'initial'>;

/** Gradients and update in one program. */
function inOne(builder: GraphBuilder, learnt: readonly Trained[], how: UpdateOptions): Programs {
  const updated = addUpdate(builder, learnt, how);
  const initial = new Map([...how.first, ...updated.initial]);
  return { ...finish(builder, new Map([...updated.carry, ...how.statistics]), initial), update: null };
}

/** The update apart: it has no maps in it, so that both programs together need little more memory than one. */
function inTwo(builder: GraphBuilder, learnt: readonly Trained[], how: UpdateOptions): Programs {
  const sums = addAccumulation(builder, learnt);
  const updating = createBuilder({ name: 'update' });
  const names = how.options.ema ? [...how.first.keys()] : learnt.map(({ parameter }) => parameter);
  for (const name of names) updating.input(name, { type: 'float32', dims: how.first.get(name)!.dims });
  for (const [name, { dims }] of sums.initial) updating.input(name, { type: 'float32', dims });
  const summed = learnt.map((one, index) => ({ ...one, gradient: [...sums.carry.keys()][index] }));
  // The running statistics have moved by then.
  const settled = new Map([...how.statistics.keys()].map((name) => [name, name]));
  const updated = addUpdate(updating, summed, { ...how, statistics: settled });
  const initial = new Map([...how.first, ...sums.initial, ...updated.initial]);
  const step = finish(builder, new Map([...sums.carry, ...how.statistics]), initial);
  const { graph, carry } = finish(updating, updated.carry, initial);
  return { ...step, update: { graph, carry } };
}

/** Clips, lets the optimiser move the parameters, and the averages follow. */
function addUpdate(builder: GraphBuilder, learnt: readonly Trained[], { first, statistics, options }: UpdateOptions) {
  const { optimiser, clipNorm, ema } = options;
  const clipped = clipNorm === undefined ? undefined : clipGradients(builder, learnt, clipNorm);
  const trained = learnt.map((one, index) => ({ ...one, gradient: clipped?.[index] ?? one.gradient }));
  const { carry, initial } = addOptimiser(builder, optimiser, trained);
  if (!ema) return { carry, initial };
  const moved = new Map([...learnt.map(({ parameter }) => [parameter, carry.get(parameter)!] as const), ...statistics]);
  const averages = addAverages(builder, moved, first);
  return {
    carry: new Map([...carry, ...averages.carry]),
    initial: new Map([...initial, ...averages.initial]),
  };
}

function finish(
  builder: GraphBuilder,
  carry: ReadonlyMap<string, string>,
  initial: ReadonlyMap<string, Tensor>,
): Pick<Programs, 'graph' | 'carry' | 'initial'> {
  for (const [input, output] of carry) builder.output(output, { type: 'float32', dims: initial.get(input)!.dims });
  return { graph: builder.finish(), carry: Object.fromEntries(carry), initial: Object.fromEntries(initial) };
}

/** The forward graph with other parameters and statistics, for validation and for export. */
export function withWeights(forward: Graph, weights: ReadonlyMap<string, Tensor>): Graph {
  const unknown = [...weights.keys()].filter((name) => !forward.initializers.has(name));
  if (unknown.length > 0) throw new Error(`The model has no parameters ${unknown.join(', ')}`);
  return { ...forward, initializers: new Map([...forward.initializers, ...weights]) };
}

/** The graph with targets as an input, and with the loss and the logits as its only outputs; `learnt`: what falls. */
function withLossOf(graph: Graph, options: TrainingGraphOptions): { readonly graph: Graph; readonly learnt: string } {
  const { logits, loss = { kind: 'cross-entropy' }, labelSmoothing: smoothing, classWeights } = options;
  const { dims } = inferShapes(graph).get(logits) as ValueType;
  const labels = dims[1];
  if (dims.length !== 2 || typeof labels !== 'number') throw new Error(`"${logits}" is not of shape [N, labels]`);
  const builder = createBuilder({ ...graph, outputs: new Map() });
  builder.input(TARGETS, { type: 'float32', dims });
  const value = addLoss(builder, logits, TARGETS, { loss, labels, smoothing, classWeights });
  builder.node('Identity', [value], {}, LOSS);
  builder.output(LOSS, { type: 'float32', dims: [] });
  builder.output(logits, { type: 'float32', dims });
  const learnt = options.accumulate === true ? addShare(builder, LOSS) : LOSS;
  return { graph: builder.finish(), learnt };
}

function stepInputs(settings: StepSettings, { optimiser, ema }: TrainingGraphOptions): Record<string, Tensor> {
  const { step, learningRate, emaDecay = 0 } = settings;
  return {
    [LEARNING_RATE]: scalar(learningRate),
    ...(optimiser.kind !== 'sgd' && {
      [BIAS_CORRECTION_1]: scalar(1 - optimiser.beta1 ** step),
      [BIAS_CORRECTION_2]: scalar(1 - optimiser.beta2 ** step),
    }),
    ...(ema && { [EMA_DECAY]: scalar(emaDecay) }),
  };
}
