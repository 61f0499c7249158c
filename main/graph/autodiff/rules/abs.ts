import { elementwise } from '../shared/elementwise-rule.ts';

/** y = |x|: dx = dy·sign x, 0 at 0 */
export const abs = elementwise((builder, x) => builder.node('Sign', [x]));
