import type { GradientRule } from './rule.ts';

/** y = x: dx = dy */
export const identity: GradientRule = ({ dy }) => [() => dy];
