import type { GradientRule } from './rule.ts';
import { negate } from './emit.ts';

/** y = -x: dx = -dy */
export const neg: GradientRule = ({ builder, dy }) => [() => negate(builder, dy)];
