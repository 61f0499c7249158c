import type { GraphBuilder } from '../../ir/builder.ts';
import { attributesOf, multiply, reduce, reshape } from '../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';

/**
 * The inference form, y = γ·x̂ + β with x̂ = (x - μ)/√(σ² + ε) and constant statistics:
 * dx = dy·γ/√(σ² + ε), dγ = Σ dy·x̂, dβ = Σ dy. The training form is training-form.ts's.
 */
export const batchNormalization: GradientRule = (context) => {
  const { builder, node, dy, typeOf, refuse } = context;
  if (attributesOf(node).int('training_mode', 0) === 1)
    refuse('it computes statistics of its own (training_mode 1), so export the model for evaluation');
  const [x, scale, , mean] = node.inputs;
  const rank = typeOf(x).dims.length;
  const others = Array.from({ length: rank }, (_, axis) => axis).filter((axis) => axis !== 1);
  const constantStatistics = (): never => refuse('its statistics depend on what is trained');
  return [
    () => multiply(builder, dy, perChannel(builder, multiply(builder, scale, reciprocalDeviation(context)), rank)),
    () => {
      const centred = builder.node('Sub', [x, perChannel(builder, mean, rank)]);
      const total = reduce(builder, 'ReduceSum', multiply(builder, dy, centred), others, false);
      return multiply(builder, total, reciprocalDeviation(context));
    },
    () => reduce(builder, 'ReduceSum', dy, others, false),
    constantStatistics,
    constantStatistics,
  ];
};

function reciprocalDeviation({ builder, node }: RuleContext): string {
  const epsilon = builder.scalar(attributesOf(node).float('epsilon', 1e-5));
  const variance = builder.node('Add', [node.inputs[4], epsilon]);
  return builder.node('Reciprocal', [builder.node('Sqrt', [variance])]);
}

/** [C] as [C, 1, …], to be broadcast over [N, C, spatial…]. */
export function perChannel(builder: GraphBuilder, value: string, rank: number): string {
  return reshape(builder, value, [-1, ...Array.from({ length: rank - 2 }, () => 1)]);
}
