import { assembleNetwork } from './assemble-network.ts';
import { addDenseHead } from '../layers/dense-head.ts';
import { HEATMAP_FEATURES } from '../layers/layers.ts';
import type { Network, NetworkOptions } from '../network.ts';

const WIDTHS = [16, 48, 96, 160];

/** Four blocks of 3×3 convolution, batch normalisation and ReLU with 2×2 max pools between them; 0.19 M parameters. */
export function createSmallCnn(options: NetworkOptions): Network {
  const convolutional = [...WIDTHS.keys()].map((index) => ({
    name: `block${index + 1}`,
    prefixes: [`conv${index + 1}.`, `bn${index + 1}.`],
  }));
  const blocks = [...convolutional, { name: 'head', prefixes: ['fc.'] }];
  return assembleNetwork({ name: 'small-cnn', smallestSide: 8, blocks }, options, (layers, image) => {
    let [value, from] = [image, options.channels as number];
    for (const [index, to] of WIDTHS.entries()) {
      const isLast = index === WIDTHS.length - 1;
      const conv = layers.conv(value, `conv${index + 1}`, { from, to, kernel: 3 });
      const active = layers.relu(layers.batchNorm(conv, `bn${index + 1}`, to), isLast ? HEATMAP_FEATURES : undefined);
      value = isLast ? active : layers.pool('MaxPool', active, { kernel: 2 });
      from = to;
    }
    const head = { name: 'fc', features: from, hidden: [], dropout: 0.25 };
    return addDenseHead(layers, layers.globalPool(value), head, options);
  });
}
