import type { GradientRule } from '../shared/gradient-rule.ts';
import { multiply, negate } from '../../ir/emit.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = a/b: da = dy/b, db = -dy·y/b */
export const div: GradientRule = (context) => {
  const { builder, dy, node } = context;
  const [a, b] = node.inputs;
  const quotient = (value: string): string => builder.node('Div', [value, b]);
  return [
    () => unbroadcast(context, quotient(dy), a),
    () => negate(builder, unbroadcast(context, quotient(multiply(builder, dy, node.outputs[0])), b)),
  ];
};
