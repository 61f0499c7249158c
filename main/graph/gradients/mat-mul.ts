import { transposeLast } from './emit.ts';
import type { GradientRule, RuleContext } from './rule.ts';
import { unbroadcast } from './unbroadcast.ts';

/** y = A·B, leading axes broadcast: dA = dy·Bᵀ, dB = Aᵀ·dy */
export const matMul: GradientRule = (context) => {
  const { builder, node, dy, typeOf, refuse } = context;
  const [a, b] = node.inputs;
  const [rankA, rankB] = [typeOf(a).dims.length, typeOf(b).dims.length];
  if (rankA < 2 || rankB < 2) refuse('a factor is a vector');
  return [
    () => sumLeading(context, builder.node('MatMul', [dy, transposeLast(builder, b, rankB)]), a),
    () => sumLeading(context, builder.node('MatMul', [transposeLast(builder, a, rankA), dy]), b),
  ];
};

/** The product has the leading axes of y, the input maybe fewer; the matrices' own two axes are never broadcast. */
function sumLeading(context: RuleContext, gradient: string, input: string): string {
  const leading = context.typeOf(context.node.outputs[0]).dims.slice(0, -2);
  return unbroadcast(context, gradient, input, [...leading, ...context.typeOf(input).dims.slice(-2)]);
}
