import { int } from '../../graph/ir/builder.ts';
import { assembleNetwork } from './assemble-network.ts';
import { addDenseHead } from '../layers/dense-head.ts';
import type { Layers } from '../layers/layers.ts';
import { HEATMAP_FEATURES } from '../layers/layers.ts';
import type { Network, NetworkOptions } from '../network.ts';

/** Layers of each dense block. */
const DEPTHS = [6, 12, 24, 16];
/** Channels that each layer adds. */
const GROWTH = 32;
/** Channels of a layer's 1×1 convolution for each that the layer adds. */
const BOTTLENECK = 4;
const STEM = 64;

const isLast = (block: number): boolean => block === DEPTHS.length - 1;

/** A dense layer, whose maps join those before it: normalise, ReLU and convolve, 1×1 and then 3×3. */
function addition(layers: Layers, input: string, name: string, from: number): string {
  const width = BOTTLENECK * GROWTH;
  const first = layers.relu(layers.batchNorm(input, `${name}.norm1`, from));
  const narrow = layers.conv(first, `${name}.conv1`, { from, to: width, kernel: 1, fan: 'in' });
  const second = layers.relu(layers.batchNorm(narrow, `${name}.norm2`, width));
  return layers.conv(second, `${name}.conv2`, { from: width, to: GROWTH, kernel: 3, fan: 'in' });
}

/** Half the channels, half the sides. */
function transition(layers: Layers, input: string, name: string, from: number): string {
  const active = layers.relu(layers.batchNorm(input, `${name}.norm`, from));
  const conv = layers.conv(active, `${name}.conv`, { from, to: from / 2, kernel: 1, fan: 'in' });
  return layers.pool('AveragePool', conv, { kernel: 2 });
}

/** A dense block hands its transition, or the last normalisation, to the person who counts blocks from the end. */
const blocks = [
  { name: 'stem', prefixes: ['features.conv0.', 'features.norm0.'] },
  ...DEPTHS.map((_, index) => ({
    name: `denseblock${index + 1}`,
    prefixes: [
      `features.denseblock${index + 1}.`,
      isLast(index) ? 'features.norm5.' : `features.transition${index + 1}.`,
    ],
  })),
  { name: 'head', prefixes: ['classifier.'] },
];

/** DenseNet-121 (Huang et al. 2017) with torchvision's names; 7,978,856 parameters with 1,000 labels. */
export function createDensenet121(options: NetworkOptions): Network {
  // TorchXRayVision's thresholds lie among its weights.
  const parts = { name: 'densenet121', smallestSide: 32, blocks, ignores: ['op_threshs'] };
  return assembleNetwork(parts, options, (layers, image) => {
    const stem = { from: options.channels, to: STEM, kernel: 7, stride: 2, fan: 'in' } as const;
    const first = layers.relu(layers.batchNorm(layers.conv(image, 'features.conv0', stem), 'features.norm0', STEM));
    let value = layers.pool('MaxPool', first, { kernel: 3, stride: 2, pad: 1 });
    let channels = STEM;
    for (const [index, depth] of DEPTHS.entries()) {
      for (let layer = 1; layer <= depth; layer++) {
        const name = `features.denseblock${index + 1}.denselayer${layer}`;
        const added = addition(layers, value, name, channels);
        value = layers.builder.node('Concat', [value, added], { axis: int(1) });
        channels += GROWTH;
      }
      if (isLast(index)) break;
      value = transition(layers, value, `features.transition${index + 1}`, channels);
      channels /= 2;
    }
    const last = layers.relu(layers.batchNorm(value, 'features.norm5', channels), HEATMAP_FEATURES);
    const head = { name: 'classifier', features: channels, hidden: [], dropout: 0 };
    return addDenseHead(layers, layers.globalPool(last), head, options);
  });
}
