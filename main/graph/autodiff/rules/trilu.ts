import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = x above or below a diagonal, else 0: dx = the same part of dy */
export const trilu: GradientRule = ({ builder, node, dy }) => [
  () => builder.node('Trilu', [dy, ...node.inputs.slice(1)], node.attributes),
];
