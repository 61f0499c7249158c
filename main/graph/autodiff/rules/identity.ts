import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = x: dx = dy */
export const identity: GradientRule = ({ dy }) => [() => dy];
