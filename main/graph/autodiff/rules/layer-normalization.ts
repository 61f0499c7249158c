import type { Node } from '../../ir/graph.ts';
import { attributesOf, multiply, normalisedAxes, reduce, subtract } from '../../ir/emit.ts';
import { normalisationGradient } from '../shared/normalisation-gradient.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** The forward node with its further outputs, the mean and the reciprocal deviation of each block. */
export function withStatistics(node: Node): Node {
  if (node.outputs.length === 3) return node;
  const [y] = node.outputs;
  return { ...node, outputs: [y, `${y}.mean`, `${y}.reciprocal_deviation`] };
}

/** y = γ·x̂ + β, x̂ normal over the axes from `axis` on (Ba et al. 2016): dγ = Σ dy·x̂, dβ = Σ dy, dx as of γ·dy */
export const layerNormalization: GradientRule = (context) => {
  const { builder, node, dy, typeOf } = context;
  const [x, scale, bias] = node.inputs;
  const [, mean, reciprocalDeviation] = node.outputs;
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
    () => unbroadcast(context, dy, bias),
  ];
};
