import { elementwise } from '../shared/elementwise-rule.ts';

/** y = eˣ: dx = dy·y */
export const exp = elementwise((_builder, _x, y) => y);
