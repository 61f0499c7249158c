import { elementwise } from '../shared/elementwise-rule.ts';

/** y = ln(1 + eˣ): dx = dy·σ(x) */
export const softplus = elementwise((builder, x) => builder.node('Sigmoid', [x]));
