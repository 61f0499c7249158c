import { int } from '../../ir/builder.ts';
import { attributesOf, reshape, transpose } from '../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';

/** y = x with channels as the pixels of blocks: dx = dy with them back in the channels */
export const depthToSpace: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const blocksize = attributesOf(node).int('blocksize', 1);
  const isColumnFirst = attributesOf(node).string('mode', 'DCR') === 'CRD';
  return [
    () => {
      const blocks = builder.node('SpaceToDepth', [dy], { blocksize: int(blocksize) });
      return isColumnFirst ? channelsFirst(context, blocks, blocksize ** 2) : blocks;
    },
  ];
};

/** Channels counted by pixels of the block, then by channels of y, in the other order. */
function channelsFirst({ builder, node, typeOf, refuse }: RuleContext, value: string, pixels: number): string {
  const [, channels, height, width] = typeOf(node.inputs[0]).dims;
  if (typeof channels !== 'number' || typeof height !== 'number' || typeof width !== 'number')
    return refuse('an image of unknown size');
  const apart = reshape(builder, value, [0, pixels, channels / pixels, height * width]);
  return reshape(builder, transpose(builder, apart, [0, 2, 1, 3]), [0, channels, height, width]);
}
