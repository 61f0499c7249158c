import type { Tensor } from '../../domain/tensor.ts';
import { scalar } from '../../domain/tensor.ts';
import { createBuilder, int } from '../ir/builder.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { add, multiply, reshape, subtract } from '../ir/emit.ts';
import type { Graph, ValueType } from '../ir/graph.ts';
import { GRADIENT, LEFT, RIGHT, SQUARES, successorOf } from './update.ts';
import type { OfGradients, Update } from './update.ts';

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

export interface UpdateOptions {
  readonly optimiser: Optimiser;
  /** Largest norm of all gradients together. */
  readonly clipNorm: number | undefined;
  /** Whether to keep a moving average of the values. */
  readonly ema: boolean;
  /** Whether some gradients are products. */
  readonly hasProducts: boolean;
}

/** The learning-rate factor and weight decay of a group of values. */
export interface GroupRate {
  /** The learning rate is multiplied by it: 1 but for discriminative learning rates, 0 for what does not move. */
  readonly rate: number;
  /** Whether weight decay is for it. */
  readonly decays: boolean;
}

/** The settings of one step. */
export interface StepSettings {
  /** Counted from 1. */
  readonly step: number;
  readonly learningRate: number;
  /** Share of the old average that stays, 0…1. */
  readonly emaDecay?: number;
}

const VALUE = 'value';
const FIRST_MOMENT = 'first_moment';
const SECOND_MOMENT = 'second_moment';
const MOMENTUM = 'momentum';
const AVERAGE = 'average';

/** The name of a value's moving average. */
export const averageOf = (name: string): string => `${AVERAGE}:${name}`;

/** The optimiser's graphs and memory. */
export function optimiserUpdate(options: UpdateOptions): Omit<Update<Graph>, 'groups'> {
  const { optimiser, clipNorm, ema, hasProducts } = options;
  const zeros = optimiser.kind === 'sgd' ? (optimiser.momentum === 0 ? [] : [MOMENTUM]) : [FIRST_MOMENT, SECOND_MOMENT];
  const both = (make: (isProduct: boolean) => Graph): OfGradients<Graph> => ({
    whole: make(false),
    product: hasProducts ? make(true) : null,
  });
  return {
    flatBuffers: [
      { name: VALUE, first: 'given' },
      ...zeros.map((name) => ({ name, first: 'zeros' as const })),
      ...(ema ? [{ name: AVERAGE, first: VALUE } as const] : []),
    ],
    move: both((isProduct) => moveGraph(options, isProduct)),
    norm: clipNorm === undefined ? null : both((isProduct) => (isProduct ? squaresOfProduct() : squaresOfWhole())),
  };
}

const flat: ValueType = { type: 'float32', dims: ['n'] };
const single: ValueType = { type: 'float32', dims: [] };
const left: ValueType = { type: 'float32', dims: ['k', 'r'] };
const right: ValueType = { type: 'float32', dims: ['k', 'c'] };

function moveGraph({ optimiser, clipNorm, ema }: UpdateOptions, isProduct: boolean): Graph {
  const builder = createBuilder({ name: 'update' });
  const value = builder.input(VALUE, flat);
  const raw = isProduct ? productOf(builder) : builder.input(GRADIENT, flat);
  const gradient = clipNorm === undefined ? raw : clipped(builder, raw, clipNorm);
  const moved =
    optimiser.kind === 'sgd' ? sgd(builder, optimiser, value, gradient) : adam(builder, optimiser, value, gradient);
  if (ema) {
    const average = builder.input(AVERAGE, flat);
    const pull = multiply(builder, subtract(builder, moved, average), builder.input(AVERAGE_SHARE, single));
    succeed(builder, AVERAGE, 'Add', [average, pull]);
  }
  return builder.finish();
}

/** Names of numbers [] that the graphs take. */
const RATE = 'rate';
const DECAY = 'decay';
const KEPT = 'kept';
const FLOOR = 'floor';
const AVERAGE_SHARE = 'average_share';

/**
 * The numbers of a step for a group. An exponential moving average (Polyak & Juditsky 1992) follows by
 * a ← a + (1 - d)·(w - a) with the decay d.
 */
export function scalarsOf(
  { optimiser, ema }: Pick<UpdateOptions, 'optimiser' | 'ema'>,
  { rate, decays }: GroupRate,
  { step, learningRate, emaDecay = 0 }: StepSettings,
): Record<string, Tensor> {
  const own = learningRate * rate;
  const decay = decays ? optimiser.weightDecay : 0;
  const common = { ...(ema && { [AVERAGE_SHARE]: scalar(1 - emaDecay) }) };
  if (optimiser.kind === 'sgd') return { ...common, [RATE]: scalar(own), ...numberOfDecay(optimiser, decay) };
  const { beta1, beta2, epsilon } = optimiser;
  const root = Math.sqrt((1 - beta2 ** step) / (1 - beta2));
  return {
    ...common,
    [RATE]: scalar((own * root * (1 - beta1)) / (1 - beta1 ** step)),
    [FLOOR]: scalar(epsilon * root),
    ...(optimiser.kind === 'adamw' && optimiser.weightDecay > 0
      ? { [KEPT]: scalar(1 - own * decay) }
      : numberOfDecay(optimiser, decay)),
  };
}

function numberOfDecay({ kind, weightDecay }: Optimiser, decay: number): Record<string, Tensor> {
  return kind !== 'adamw' && weightDecay > 0 ? { [DECAY]: scalar(decay) } : {};
}

/**
 * Adam (Kingma & Ba 2015), with decoupled weight decay (Loshchilov & Hutter 2019) or without. The moments are kept
 * without their factors 1 - β, m/(1 - β₁) and v/(1 - β₂), which then go into two numbers a step instead of two passes:
 * w ← w·(1 - ηλ) - a·m/(√v + b), a = η·(1 - β₁)/c₁·√(c₂/(1 - β₂)), b = ε·√(c₂/(1 - β₂)), with cᵢ = 1 - βᵢᵗ.
 */
function adam(builder: GraphBuilder, optimiser: Adam, value: string, gradient: string): string {
  const { kind, beta1, beta2, weightDecay } = optimiser;
  const pull = kind === 'adam' ? pulled(builder, optimiser, value, gradient) : gradient;
  const faded = (buffer: string, beta: number): string =>
    multiply(builder, builder.input(buffer, flat), builder.scalar(beta));
  const m = succeed(builder, FIRST_MOMENT, 'Add', [faded(FIRST_MOMENT, beta1), pull]);
  const v = succeed(builder, SECOND_MOMENT, 'Add', [faded(SECOND_MOMENT, beta2), multiply(builder, pull, pull)]);
  const length = add(builder, builder.node('Sqrt', [v]), builder.input(FLOOR, single));
  const direction = builder.node('Div', [m, length]);
  const decays = kind === 'adamw' && weightDecay > 0;
  const kept = decays ? multiply(builder, value, builder.input(KEPT, single)) : value;
  return succeed(builder, VALUE, 'Sub', [kept, multiply(builder, direction, builder.input(RATE, single))]);
}

/** Momentum as PyTorch has it: b ← μ·b + g + λ·w, w ← w - η·b; Nesterov's: w ← w - η·(g + λ·w + μ·b). */
function sgd(builder: GraphBuilder, optimiser: Sgd, value: string, gradient: string): string {
  const { momentum, nesterov } = optimiser;
  const pull = pulled(builder, optimiser, value, gradient);
  const move = (way: string): string =>
    succeed(builder, VALUE, 'Sub', [value, multiply(builder, way, builder.input(RATE, single))]);
  if (momentum === 0) return move(pull);
  const factor = builder.scalar(momentum);
  const buffer = multiply(builder, builder.input(MOMENTUM, flat), factor);
  const next = succeed(builder, MOMENTUM, 'Add', [buffer, pull]);
  return move(nesterov === true ? add(builder, pull, multiply(builder, next, factor)) : next);
}

/** The gradient with that of λ/2·|w|². */
function pulled(builder: GraphBuilder, { weightDecay }: Optimiser, value: string, gradient: string): string {
  if (weightDecay === 0) return gradient;
  return add(builder, gradient, multiply(builder, value, builder.input(DECAY, single)));
}

/** The last node before a chunk of a buffer is replaced. */
function succeed(builder: GraphBuilder, buffer: string, op: string, inputs: readonly string[]): string {
  const next = builder.node(op, inputs, {}, successorOf(buffer));
  builder.output(next, flat);
  return next;
}

/** Rows of leftᵀ·right, one behind the other. */
function productOf(builder: GraphBuilder): string {
  const product = builder.node('Gemm', [builder.input(LEFT, left), builder.input(RIGHT, right)], { transA: int(1) });
  return reshape(builder, product, [-1]);
}

/** All gradients scaled down together so that the norm of the whole is at most `norm` (Pascanu et al. 2013). */
function clipped(builder: GraphBuilder, gradient: string, norm: number): string {
  const length = builder.node('Sqrt', [builder.input(SQUARES, single)]);
  // 1e-6 as in PyTorch, against a division by zero.
  const factor = builder.node('Div', [builder.scalar(norm), add(builder, length, builder.scalar(1e-6))]);
  return multiply(builder, gradient, builder.node('Min', [factor, builder.scalar(1)]));
}

function squaresOfWhole(): Graph {
  const builder = createBuilder({ name: 'norm' });
  builder.node('ReduceSumSquare', [builder.input(GRADIENT, flat)], { keepdims: int(0) }, SQUARES);
  builder.output(SQUARES, single);
  return builder.finish();
}

/** |AᵀB|² = Σ (A·Aᵀ ∘ B·Bᵀ), without the product itself. */
function squaresOfProduct(): Graph {
  const builder = createBuilder({ name: 'norm of a product' });
  const [a, b] = [builder.input(LEFT, left), builder.input(RIGHT, right)].map((factor) =>
    builder.node('Gemm', [factor, factor], { transB: int(1) }),
  ) as [string, string];
  const sum = builder.node('ReduceSum', [multiply(builder, a, b)], { keepdims: int(0) });
  // Rounding may leave a little less than nothing.
  builder.node('Max', [sum, builder.scalar(0)], {}, SQUARES);
  builder.output(SQUARES, single);
  return builder.finish();
}
