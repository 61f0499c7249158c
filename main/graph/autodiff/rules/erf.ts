import { multiply, negate } from '../../ir/emit.ts';
import { elementwise } from '../shared/elementwise-rule.ts';

/** y = erf x: dx = dy·2/√π·e^(-x²) */
export const erf = elementwise((builder, x) => {
  const bell = builder.node('Exp', [negate(builder, multiply(builder, x, x))]);
  return multiply(builder, bell, builder.scalar(2 / Math.sqrt(Math.PI)));
});
