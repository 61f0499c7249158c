import { elementwise } from './elementwise.ts';

/** y = eˣ: dx = dy·y */
export const exp = elementwise((_builder, _x, y) => y);
