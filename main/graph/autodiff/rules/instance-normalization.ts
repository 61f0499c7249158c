import { perChannel } from './batch-normalization.ts';
import { add, attributesOf, multiply, reduce, subtract } from '../../ir/emit.ts';
import { normalisationGradient } from '../shared/normalisation-gradient.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';

/** y = γ·x̂ + β, x̂ normal over each map (Ulyanov et al. 2016): dγ = Σ dy·x̂, dβ = Σ dy, dx as of γ·dy */
export const instanceNormalization: GradientRule = (context) => {
  const { builder, node, dy, typeOf } = context;
  const [x, scale] = node.inputs;
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
  const [x] = node.inputs;
  const centred = subtract(builder, x, meanOver(x));
  const epsilon = builder.scalar(attributesOf(node).float('epsilon', 1e-5));
  const variance = add(builder, meanOver(multiply(builder, centred, centred)), epsilon);
  const reciprocalDeviation = builder.node('Reciprocal', [builder.node('Sqrt', [variance])]);
  return { normal: multiply(builder, centred, reciprocalDeviation), reciprocalDeviation };
}
