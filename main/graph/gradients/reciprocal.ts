import { multiply, negate } from './emit.ts';
import { elementwise } from './elementwise.ts';

/** y = 1/x: dx = -dy·y² */
export const reciprocal = elementwise((builder, _, y) => negate(builder, multiply(builder, y, y)));
