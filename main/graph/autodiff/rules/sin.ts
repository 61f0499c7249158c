import { elementwise } from '../shared/elementwise-rule.ts';

/** y = sin x: dx = dy·cos x */
export const sin = elementwise((builder, x) => builder.node('Cos', [x]));
