import { attributesOf } from '../../ir/emit.ts';
import { int } from '../../ir/builder.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = x with the pixels of each block in its channels: dx = dy with them back in their places */
export const spaceToDepth: GradientRule = ({ builder, node, dy }) => [
  () => builder.node('DepthToSpace', [dy], { blocksize: int(attributesOf(node).int('blocksize', 1)) }),
];
