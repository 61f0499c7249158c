import { elementAt, firstOf, required } from '../../domain/elements.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { scalar } from '../../domain/tensor.ts';
import { createBuilder } from '../ir/builder.ts';
import { toCanonical } from '../canonical/to-canonical.ts';
import { cpuLowering } from '../convolutions/convolution-lowering.ts';
import type { ConvolutionLowering } from '../convolutions/convolution-lowering.ts';
import { withGradientOutputs } from './gradient-outputs.ts';
import { differentiate } from '../autodiff/differentiate.ts';
import { multiply } from '../ir/emit.ts';
import type { Graph, ValueType } from '../ir/graph.ts';
import { inferShapes } from '../shapes/infer-shapes.ts';
import { addLoss } from './losses.ts';
import type { Loss } from './losses.ts';
import type { GroupRate, Optimiser, StepSettings } from './optimisers.ts';
import { averageOf, scalarsOf, optimiserUpdate } from './optimisers.ts';
import { kernelsOf, parametersOf } from '../ir/parameters.ts';
import { poolBeforeRelu } from '../rewrites/pool-before-relu.ts';
import type { DropoutMask } from './training-form.ts';
import { scheduleWeightGradients } from './schedule-weight-gradients.ts';
import { toTrainingForm } from './training-form.ts';
import { isProduct } from './update.ts';
import type { UpdatedTensor, Update } from './update.ts';

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
  /** Elements from which on a gradient that is a product stays its two factors; by default 4 million. */
  readonly factorsFrom?: number;
  /** The CPU's where left out. */
  readonly lowering?: ConvolutionLowering | undefined;
}

/** One step of training as a graph, forward pass, loss and gradients, and what moves the parameters by these. */
export interface TrainingGraph {
  readonly graph: Graph;
  /** Running statistics, that the graph itself carries on: input → output. */
  readonly carry: Readonly<Record<string, string>>;
  readonly update: Update<Graph>;
  /** First values of parameters and running statistics. */
  readonly initial: Readonly<Record<string, Tensor>>;
  /** Names of the inputs to feed with each run, beside those of `share`. */
  readonly inputs: { readonly image: string; readonly targets: string; readonly dropoutMasks: readonly DropoutMask[] };
  readonly outputs: { readonly loss: string; readonly logits: string };
  /** The loss scale of a run that has this share of the batch, 0…1: the gradients of all parts then add up to those of the batch. */
  lossScale(part: number): Record<string, Tensor>;
  /** The numbers of an update, for each of its groups. */
  updateScalars(settings: StepSettings): readonly Readonly<Record<string, Tensor>>[];
  /** Parameters and running statistics, by their names in the forward graph, from the carried values. */
  weightsFromState(state: State): Map<string, Tensor>;
  /** The same of the moving averages. */
  emaWeightsFromState(state: State): Map<string, Tensor>;
  /** The names of the carried values that the two above need. */
  readonly stateOf: { readonly weights: readonly string[]; readonly averages: readonly string[] };
}

type State = Readonly<Record<string, Tensor>>;

const TARGETS = 'targets';
const LOSS = 'loss';
const SHARE = 'share';

/** Builds the training step of a classifier. Throws `UnsupportedOperatorError` where it cannot be differentiated. */
export function buildTrainingGraph(given: Graph, options: TrainingGraphOptions): TrainingGraph {
  const { logits, trainable = parametersOf(given), lowering = cpuLowering, ema } = options;
  const forward = toCanonical(given, [logits, ...trainable]);
  const form = toTrainingForm(forward, trainable, options.batchNorm);
  const { graph: withLoss, objective: of } = withLossOf(poolBeforeRelu(form.graph), options);
  const { rules, statistics } = form;
  const { graph, gradients } = differentiate(withLoss, { of, withRespectTo: trainable, rules, lowering });
  const names = [...trainable, ...statistics.keys()];
  const first = new Map(names.map((name) => [name, forward.initializers.get(name)!]));
  const dimsOf = (name: string): readonly number[] => first.get(name)!.dims;
  const trained = trainable.map((parameter) => {
    return { parameter, gradient: gradients.get(parameter)!, dims: dimsOf(parameter) };
  });
  const step = withGradientOutputs(graph, trained, options.factorsFrom);
  const scheduled = lowering.schedulesWeightGradients
    ? scheduleWeightGradients(step.graph, SHARE, step.updated)
    : step.graph;
  const averaged = [...statistics.keys()].map((name): UpdatedTensor => ({ name, dims: dimsOf(name), gradient: null }));
  const groups = groupsOf([...step.updated, ...(ema ? averaged : [])], forward, options);
  const [image] = firstOf([...forward.inputs.keys()], 1);
  const select = (state: State, key: (name: string) => string): Map<string, Tensor> =>
    new Map(names.map((name) => [name, required(state[key(name)], key(name))]));
  return {
    ...carrying(scheduled, statistics, first),
    update: updateOf(groups, options),
    initial: Object.fromEntries(first),
    inputs: { image, targets: TARGETS, dropoutMasks: form.dropoutMasks },
    outputs: { loss: LOSS, logits },
    lossScale: (part) => ({ [SHARE]: scalar(part) }),
    updateScalars: (settings) => groups.map(({ rate }) => scalarsOf(options, rate, settings)),
    weightsFromState: (state) => select(state, (name) => name),
    emaWeightsFromState: (state) => select(state, averageOf),
    stateOf: { weights: names, averages: names.map(averageOf) },
  };
}

interface Group {
  readonly rate: GroupRate;
  readonly updated: readonly UpdatedTensor[];
}

/** Values that move with the same numbers. */
function groupsOf(
  updated: readonly UpdatedTensor[],
  forward: Graph,
  { rates }: TrainingGraphOptions,
): readonly Group[] {
  const kernels = kernelsOf(forward);
  const rateOf = ({ name, gradient }: UpdatedTensor): GroupRate =>
    gradient === null ? STILL : { rate: rates?.get(name) ?? 1, decays: kernels.has(name) };
  const found = Map.groupBy(updated, (one) => JSON.stringify(rateOf(one)));
  return [...found.values()].map((members) => ({ rate: rateOf(elementAt(members, 0)), updated: members }));
}

/** For running statistics, which the step itself updates: only their averages follow. */
const STILL: GroupRate = { rate: 0, decays: false };

function updateOf(groups: readonly Group[], { optimiser, clipNorm, ema }: TrainingGraphOptions): Update<Graph> {
  const members = groups.map(({ updated }) => updated);
  const hasProducts = members.flat().some(({ gradient }) => isProduct(gradient));
  return { groups: members, ...optimiserUpdate({ optimiser, clipNorm, ema, hasProducts }) };
}

function carrying(
  graph: Graph,
  statistics: ReadonlyMap<string, string>,
  first: ReadonlyMap<string, Tensor>,
): Pick<TrainingGraph, 'graph' | 'carry'> {
  const builder = createBuilder(graph);
  for (const [name, next] of statistics) builder.output(next, { type: 'float32', dims: first.get(name)!.dims });
  return { graph: builder.finish(), carry: Object.fromEntries(statistics) };
}

/** The forward graph with other parameters and statistics, for validation and for export. */
export function withWeights(forward: Graph, weights: ReadonlyMap<string, Tensor>): Graph {
  const unknown = [...weights.keys()].filter((name) => !forward.initializers.has(name));
  if (unknown.length > 0) throw new Error(`The model has no parameters ${unknown.join(', ')}`);
  return { ...forward, initializers: new Map([...forward.initializers, ...weights]) };
}

/** The graph with targets as an input, and with the loss and the logits as its only outputs; `objective`: the value that training reduces. */
function withLossOf(
  graph: Graph,
  options: TrainingGraphOptions,
): { readonly graph: Graph; readonly objective: string } {
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
  const objective = multiply(builder, LOSS, builder.input(SHARE, { type: 'float32', dims: [] }));
  return { graph: builder.finish(), objective };
}
