import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = ln x: dx = dy/x */
export const log: GradientRule = ({ builder, node, dy }) => [() => builder.node('Div', [dy, node.inputs[0]])];
