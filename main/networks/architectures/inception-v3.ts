import { assembleNetwork } from './assemble-network.ts';
import { addDenseHead } from '../layers/dense-head.ts';
import { addInceptionBlock, addStem, inceptionBlocks } from './inception-blocks.ts';
import { HEATMAP_FEATURES } from '../layers/layers.ts';
import type { Network, NetworkOptions } from '../network.ts';

/** The smallest image of which the last map has a pixel. */
const SMALLEST = 75;

/**
 * Inception-v3 (Szegedy et al. 2016) with torchvision's names, without its auxiliary head, which serves training from
 * scratch only: 23,834,568 parameters with 1,000 labels. Published weights are for images normalised by mean and
 * deviation 0.5: torchvision's own `transform_input` only undoes another normalisation.
 */
export function createInceptionV3(options: NetworkOptions): Network {
  const blocks = [
    { name: 'stem', prefixes: ['Conv2d_'] },
    ...inceptionBlocks.map(({ name }) => ({ name, prefixes: [`${name}.`] })),
    { name: 'head', prefixes: ['fc.'] },
  ];
  const parts = { name: 'inception-v3', smallestSide: SMALLEST, blocks, ignores: ['AuxLogits.*'] };
  return assembleNetwork(parts, options, (layers, image) => {
    let { value, channels } = addStem(layers, image, options.channels);
    for (const block of inceptionBlocks) {
      const as = block === inceptionBlocks.at(-1) ? HEATMAP_FEATURES : undefined;
      ({ value, channels } = addInceptionBlock(layers, { value, channels }, block, as));
    }
    const head = { name: 'fc', features: channels, hidden: [], dropout: 0.5 };
    return addDenseHead(layers, layers.globalPool(value), head, options);
  });
}
