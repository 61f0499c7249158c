/** Normalisation by mean and deviation, or by the neighbouring channels. */
import { elementAt, firstOf } from '../../../domain/elements.ts';
import type { GraphBuilder } from '../../ir/builder.ts';
import {
  add,
  attributesOf,
  divide,
  multiply,
  normalisedAxes,
  pad,
  reduce,
  reshape,
  slice,
  subtract,
} from '../../ir/emit.ts';
import type { Node } from '../../ir/graph.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';
import { normalisationGradient } from '../shared/normalisation-gradient.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/**
 * The inference form, y = γ·x̂ + β with x̂ = (x - μ)/√(σ² + ε) and constant statistics:
 * dx = dy·γ/√(σ² + ε), dγ = Σ dy·x̂, dβ = Σ dy. The training form is training-form.ts's.
 */
export const batchNormalization: GradientRule = (context) => {
  const { builder, node, dy, typeOf, refuse } = context;
  if (attributesOf(node).int('training_mode', 0) === 1) refuse('graph.own-statistics', {});
  const [x, scale, , mean] = firstOf(node.inputs, 4);
  const rank = typeOf(x).dims.length;
  const others = Array.from({ length: rank }, (_, axis) => axis).filter((axis) => axis !== 1);
  const constantStatistics = (): never => refuse('graph.trained-statistics', {});
  return [
    () => multiply(builder, dy, perChannel(builder, multiply(builder, scale, reciprocalDeviationOf(context)), rank)),
    () => {
      const centred = builder.node('Sub', [x, perChannel(builder, mean, rank)]);
      const total = reduce(builder, 'ReduceSum', multiply(builder, dy, centred), others, false);
      return multiply(builder, total, reciprocalDeviationOf(context));
    },
    () => reduce(builder, 'ReduceSum', dy, others, false),
    constantStatistics,
    constantStatistics,
  ];
};

function reciprocalDeviationOf({ builder, node }: RuleContext): string {
  const epsilon = builder.scalar(attributesOf(node).float('epsilon', 1e-5));
  const variance = builder.node('Add', [elementAt(node.inputs, 4), epsilon]);
  return builder.node('Reciprocal', [builder.node('Sqrt', [variance])]);
}

/** [C] as [C, 1, …], to be broadcast over [N, C, spatial…]. */
export function perChannel(builder: GraphBuilder, value: string, rank: number): string {
  return reshape(builder, value, [-1, ...Array.from({ length: rank - 2 }, () => 1)]);
}

/** y = γ·x̂ + β, x̂ normal over each map (Ulyanov et al. 2016): dγ = Σ dy·x̂, dβ = Σ dy, dx as of γ·dy */
export const instanceNormalization: GradientRule = (context) => {
  const { builder, node, dy, typeOf } = context;
  const [x, scale] = firstOf(node.inputs, 2);
  const axes = typeOf(x).dims.map((_, axis) => axis);
  const others = [0, ...axes.slice(2)];
  const meanOver = (value: string): string => reduce(builder, 'ReduceMean', value, axes.slice(2));
  let made: Normal | undefined;
  const normal = (): Normal => (made ??= normalOf(context, meanOver));
  return [
    () => {
      const dNormal = multiply(builder, dy, perChannel(builder, scale, axes.length));
      return normalisationGradient(builder, { dNormal, ...normal(), meanOver });
    },
    () => reduce(builder, 'ReduceSum', multiply(builder, dy, normal().normal), others, false),
    () => reduce(builder, 'ReduceSum', dy, others, false),
  ];
};

interface Normal {
  readonly normal: string;
  readonly reciprocalDeviation: string;
}

function normalOf({ builder, node }: RuleContext, meanOver: (value: string) => string): Normal {
  const [x] = firstOf(node.inputs, 1);
  const centred = subtract(builder, x, meanOver(x));
  const epsilon = builder.scalar(attributesOf(node).float('epsilon', 1e-5));
  const variance = add(builder, meanOver(multiply(builder, centred, centred)), epsilon);
  const reciprocalDeviation = builder.node('Reciprocal', [builder.node('Sqrt', [variance])]);
  return { normal: multiply(builder, centred, reciprocalDeviation), reciprocalDeviation };
}

/** The forward node with its further outputs, the mean and the reciprocal deviation of each block. */
export function withStatistics(node: Node): Node {
  if (node.outputs.length === 3) return node;
  const [y] = firstOf(node.outputs, 1);
  return { ...node, outputs: [y, `${y}.mean`, `${y}.reciprocal_deviation`] };
}

/** y = γ·x̂ + β, x̂ normal over the axes from `axis` on (Ba et al. 2016): dγ = Σ dy·x̂, dβ = Σ dy, dx as of γ·dy */
export const layerNormalization: GradientRule = (context) => {
  const { builder, node, dy, typeOf } = context;
  const [x, scale] = firstOf(node.inputs, 2);
  const [, mean, reciprocalDeviation] = firstOf(node.outputs, 3);
  const { dims } = typeOf(x);
  const [first] = normalisedAxes([attributesOf(node).int('axis', -1)], dims.length);
  const axes = dims.map((_, axis) => axis).slice(first);
  let made: string | undefined;
  const normal = (): string => (made ??= multiply(builder, subtract(builder, x, mean), reciprocalDeviation));
  return [
    () =>
      normalisationGradient(builder, {
        dNormal: multiply(builder, dy, scale),
        normal: normal(),
        reciprocalDeviation,
        meanOver: (value) => reduce(builder, 'ReduceMean', value, axes),
      }),
    () => unbroadcast(context, multiply(builder, dy, normal()), scale),
    () => unbroadcast(context, dy, elementAt(node.inputs, 2)),
  ];
};

/**
 * y = x·s^(-β), s = k + α/n·Σx² over n neighbouring channels (Krizhevsky et al. 2012):
 * dx = dy·s^(-β) - 2αβ/n·x·Σ dy·y/s, the sum over the channels that have x in their neighbourhood
 */
export const lrn: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const attributes = attributesOf(node);
  const [alpha, beta, k] = [
    attributes.float('alpha', 1e-4),
    attributes.float('beta', 0.75),
    attributes.float('bias', 1),
  ];
  const size = attributes.int('size', 1);
  const before = Math.floor((size - 1) / 2);
  const after = size - 1 - before;
  return [
    () => {
      const [x] = firstOf(node.inputs, 1);
      const squares = neighbourSum(context, multiply(builder, x, x), before, after);
      const s = add(builder, multiply(builder, squares, builder.scalar(alpha / size)), builder.scalar(k));
      const direct = multiply(builder, dy, builder.node('Pow', [s, builder.scalar(-beta)]));
      const shares = divide(builder, multiply(builder, dy, elementAt(node.outputs, 0)), s);
      const indirect = multiply(builder, x, neighbourSum(context, shares, after, before));
      return subtract(builder, direct, multiply(builder, indirect, builder.scalar((2 * alpha * beta) / size)));
    },
  ];
};

/** For each channel, the sum over itself, `before` channels before and `after` channels after it. */
function neighbourSum(
  { builder, node, typeOf, refuse }: RuleContext,
  value: string,
  before: number,
  after: number,
): string {
  const { dims } = typeOf(elementAt(node.inputs, 0));
  const channels = dims[1];
  if (typeof channels !== 'number') return refuse('graph.channels-unknown', {});
  const along = (count: number): number[] => dims.map((_, axis) => (axis === 1 ? count : 0));
  const padded = pad(builder, value, along(before), along(after));
  const shifted = Array.from({ length: before + after + 1 }, (_, start) =>
    slice(builder, padded, { axes: [1], starts: [start], ends: [start + channels] }),
  );
  return shifted.reduce((sum, part) => add(builder, sum, part));
}
