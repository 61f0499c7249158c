import type { Tensor } from '../domain/tensor.ts';
import { float32, sizeOf } from '../domain/tensor.ts';
import type { GraphBuilder } from './builder.ts';
import { int } from './builder.ts';
import { add, inRank, multiply, scale } from './gradients/emit.ts';

/** With decoupled weight decay (`adamw`), or with the decay in the gradient (`adam`), as PyTorch's of these names. */
export interface Adam {
  readonly kind: 'adamw' | 'adam';
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

export interface Sgd {
  readonly kind: 'sgd';
  /** 0 keeps no buffers. */
  readonly momentum: number;
  readonly nesterov?: boolean;
  readonly weightDecay: number;
}

export type Optimiser = Adam | Sgd;

/** A parameter (an input of the graph), the value of its gradient, and its size. */
export interface Trained {
  readonly parameter: string;
  readonly gradient: string;
  readonly dims: readonly number[];
  /** The learning rate is multiplied by it: 1 but for discriminative learning rates. */
  readonly rate: number;
  /** Whether weight decay is for it. */
  readonly decays: boolean;
}

/** Values that stay between steps. */
export interface Carried {
  /** Input → the output that replaces it. */
  readonly carry: Map<string, string>;
  /** First values, of the inputs that the optimiser adds. */
  readonly initial: Map<string, Tensor>;
}

/** Names of the numbers [] that are fed with each step. */
export const LEARNING_RATE = 'learning_rate';
export const BIAS_CORRECTION_1 = 'bias_correction_1';
export const BIAS_CORRECTION_2 = 'bias_correction_2';
export const EMA_DECAY = 'ema_decay';

/** Adds the optimiser's step for every parameter. */
export function addOptimiser(builder: GraphBuilder, optimiser: Optimiser, trained: readonly Trained[]): Carried {
  const carried: Carried = { carry: new Map(), initial: new Map() };
  const update = optimiser.kind === 'sgd' ? sgd(builder, optimiser, carried) : adam(builder, optimiser, carried);
  for (const one of trained) carried.carry.set(one.parameter, update(one));
  return carried;
}

/** The value after the step. */
type Update = (trained: Trained) => string;

/**
 * Adam (Kingma & Ba 2015), with decoupled weight decay (Loshchilov & Hutter 2019) or without. The moments are kept
 * without their factors 1 - β, m/(1 - β₁) and v/(1 - β₂), which then go into two numbers a step instead of two passes
 * a parameter: w ← w·(1 - ηλ) - a·m/(√v + b), a = η·(1 - β₁)/c₁·√(c₂/(1 - β₂)), b = ε·√(c₂/(1 - β₂)), with cᵢ = 1 - βᵢᵗ.
 */
function adam(builder: GraphBuilder, optimiser: Adam, carried: Carried): Update {
  const { kind, beta1, beta2, epsilon, weightDecay } = optimiser;
  const [correction1, correction2] = [BIAS_CORRECTION_1, BIAS_CORRECTION_2].map((name) => number(builder, name));
  const rateOf = rates(builder);
  const { scalar } = builder;
  const root = builder.node('Sqrt', [multiply(builder, correction2, scalar(1 / (1 - beta2)))]);
  const slope = builder.node('Div', [multiply(builder, root, scalar(1 - beta1)), correction1]);
  const floor = multiply(builder, root, scalar(epsilon));
  const step = perRate((rate) => multiply(builder, rateOf(rate), slope));
  const kept = perRate((rate) =>
    builder.node('Sub', [scalar(1), multiply(builder, rateOf(rate), scalar(weightDecay))]),
  );
  return ({ parameter, gradient, dims, rate, decays }) => {
    const decay = decays ? weightDecay : 0;
    const pull = kind === 'adam' ? pulled(builder, { parameter, gradient, dims, decay }) : gradient;
    const first = zeros(builder, `first_moment:${parameter}`, dims, carried);
    const second = zeros(builder, `second_moment:${parameter}`, dims, carried);
    const m = add(builder, scale(builder, first, scalar(beta1), dims), pull);
    const v = add(builder, scale(builder, second, scalar(beta2), dims), multiply(builder, pull, pull));
    carried.carry.set(first, m).set(second, v);
    const length = add(builder, builder.node('Sqrt', [v]), inRank(builder, floor, dims));
    const direction = builder.node('Div', [m, length]);
    const decayed = kind === 'adamw' && decay > 0 ? scale(builder, parameter, kept(rate), dims) : parameter;
    return builder.node('Sub', [decayed, scale(builder, direction, step(rate), dims)]);
  };
}

/** Momentum as PyTorch has it: b ← μ·b + g + λ·w, w ← w - η·b; Nesterov's: w ← w - η·(g + λ·w + μ·b). */
function sgd(builder: GraphBuilder, { momentum, nesterov, weightDecay }: Sgd, carried: Carried): Update {
  const rateOf = rates(builder);
  const { scalar } = builder;
  return ({ parameter, gradient, dims, rate, decays }) => {
    const pull = pulled(builder, { parameter, gradient, dims, decay: decays ? weightDecay : 0 });
    if (momentum === 0) return builder.node('Sub', [parameter, scale(builder, pull, rateOf(rate), dims)]);
    const buffer = zeros(builder, `momentum:${parameter}`, dims, carried);
    const next = add(builder, scale(builder, buffer, scalar(momentum), dims), pull);
    carried.carry.set(buffer, next);
    const way = nesterov === true ? add(builder, pull, scale(builder, next, scalar(momentum), dims)) : next;
    return builder.node('Sub', [parameter, scale(builder, way, rateOf(rate), dims)]);
  };
}

/** The gradient with that of λ/2·|w|². */
function pulled(
  builder: GraphBuilder,
  { parameter, gradient, dims, decay }: Omit<Trained, 'rate' | 'decays'> & { readonly decay: number },
): string {
  return decay > 0 ? add(builder, gradient, scale(builder, parameter, builder.scalar(decay), dims)) : gradient;
}

/** The learning rate times a factor, one node a factor. */
function rates(builder: GraphBuilder): (factor: number) => string {
  const rate = number(builder, LEARNING_RATE);
  return perRate((factor) => (factor === 1 ? rate : multiply(builder, rate, builder.scalar(factor))));
}

/** Makes a value once for each factor. */
function perRate(make: (factor: number) => string): (factor: number) => string {
  const made = new Map<number, string>();
  return (factor) => {
    const value = made.get(factor) ?? make(factor);
    made.set(factor, value);
    return value;
  };
}

/** Scales all gradients down together so that the norm of the whole is at most `norm` (Pascanu et al. 2013). */
export function clipGradients(builder: GraphBuilder, learnt: readonly Trained[], norm: number): string[] {
  const squares = learnt.map(({ gradient }) => builder.node('ReduceSumSquare', [gradient], { keepdims: int(0) }));
  const length = builder.node('Sqrt', [builder.node('Sum', squares)]);
  // 1e-6 as in PyTorch, against a division by zero.
  const factor = builder.node('Div', [builder.scalar(norm), add(builder, length, builder.scalar(1e-6))]);
  const shrink = builder.node('Min', [factor, builder.scalar(1)]);
  return learnt.map(({ gradient, dims }) => scale(builder, gradient, shrink, dims));
}

/**
 * Adds an exponential moving average of carried values (Polyak & Juditsky 1992), such as the weights after each step:
 * a ← a + (1 - d)·(w - a), with the decay d fed. `values`: value → its value after the step.
 */
export function addAverages(
  builder: GraphBuilder,
  values: ReadonlyMap<string, string>,
  initial: ReadonlyMap<string, Tensor>,
): Carried {
  const carried: Carried = { carry: new Map(), initial: new Map() };
  const share = builder.node('Sub', [builder.scalar(1), number(builder, EMA_DECAY)]);
  for (const [name, next] of values) {
    const tensor = initial.get(name)!;
    const average = builder.input(averageOf(name), { type: tensor.type, dims: tensor.dims });
    const moved = scale(builder, builder.node('Sub', [next, average]), share, tensor.dims);
    carried.carry.set(average, add(builder, average, moved));
    carried.initial.set(average, tensor);
  }
  return carried;
}

/** Name of the input that carries the moving average of a value. */
export const averageOf = (name: string): string => `average:${name}`;

function number(builder: GraphBuilder, name: string): string {
  return builder.input(name, { type: 'float32', dims: [] });
}

function zeros(builder: GraphBuilder, name: string, dims: readonly number[], { initial }: Carried): string {
  initial.set(name, float32(dims, new Float32Array(sizeOf(dims))));
  return builder.input(name, { type: 'float32', dims });
}
