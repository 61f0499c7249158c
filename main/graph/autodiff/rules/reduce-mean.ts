import { int } from '../../ir/builder.ts';
import { multiply } from '../../ir/emit.ts';
import { reducedAxes, spread } from './reduce-sum.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';

/** y = Σx/m, m the number of elements in one mean: dx = dy/m, repeated */
export const reduceMean: GradientRule = (context) => [
  () => spread(context, multiply(context.builder, context.dy, reciprocalCount(context, reducedAxes(context)))),
];

/** 1/m for a mean over these axes, as a value; read from the graph where a size is known only then. */
export function reciprocalCount(context: RuleContext, axes: readonly number[]): string {
  const { builder, node, typeOf } = context;
  const [x] = node.inputs;
  const sizes = axes.map((axis) => typeOf(x).dims[axis]);
  if (sizes.every((size) => typeof size === 'number')) return builder.scalar(1 / sizes.reduce((a, b) => a * b, 1));
  return builder.node('Div', [sizeAsFloat(context, node.outputs[0]), sizeAsFloat(context, x)]);
}

function sizeAsFloat({ builder }: RuleContext, value: string): string {
  const FLOAT = 1;
  return builder.node('Cast', [builder.node('Size', [value])], { to: int(FLOAT) });
}
