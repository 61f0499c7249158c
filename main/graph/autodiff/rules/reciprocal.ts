import { multiply, negate } from '../../ir/emit.ts';
import { elementwise } from '../shared/elementwise-rule.ts';

/** y = 1/x: dx = -dy·y² */
export const reciprocal = elementwise((builder, _, y) => negate(builder, multiply(builder, y, y)));
