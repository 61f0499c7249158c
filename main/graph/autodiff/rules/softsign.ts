import { add, multiply } from '../../ir/emit.ts';
import { elementwise } from '../shared/elementwise-rule.ts';

/** y = x/(1 + |x|): dx = dy/(1 + |x|)² */
export const softsign = elementwise((builder, x) => {
  const base = add(builder, builder.node('Abs', [x]), builder.scalar(1));
  return builder.node('Reciprocal', [multiply(builder, base, base)]);
});
