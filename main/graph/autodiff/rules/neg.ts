import type { GradientRule } from '../shared/gradient-rule.ts';
import { negate } from '../../ir/emit.ts';

/** y = -x: dx = -dy */
export const neg: GradientRule = ({ builder, dy }) => [() => negate(builder, dy)];
