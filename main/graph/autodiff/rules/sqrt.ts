import type { GradientRule } from '../shared/gradient-rule.ts';
import { multiply } from '../../ir/emit.ts';

/** y = √x: dx = dy/(2y) */
export const sqrt: GradientRule = ({ builder, node, dy }) => [
  () => builder.node('Div', [multiply(builder, dy, builder.scalar(0.5)), node.outputs[0]]),
];
