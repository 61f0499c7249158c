import { assembleNetwork } from './assemble-network.ts';
import { addDenseHead } from '../layers/dense-head.ts';
import type { Layers } from '../layers/layers.ts';
import { HEATMAP_FEATURES } from '../layers/layers.ts';
import type { Network, NetworkOptions } from '../network.ts';

/** Channels of the 3×3 convolutions of each stage; every stage but the first halves the map. */
const WIDTHS = [64, 128, 256, 512];
const STEM = 64;

interface ResidualBlock {
  readonly name: string;
  readonly from: number;
  readonly width: number;
  readonly to: number;
  readonly stride: 1 | 2;
}

type Branch = (layers: Layers, input: string, block: ResidualBlock) => string;

/** Two 3×3 convolutions. */
const basic: Branch = (layers, input, { name, from, to, stride }) => {
  const first = layers.conv(input, `${name}.conv1`, { from, to, kernel: 3, stride });
  const active = layers.relu(layers.batchNorm(first, `${name}.bn1`, to));
  const second = layers.conv(active, `${name}.conv2`, { from: to, to, kernel: 3 });
  return layers.batchNorm(second, `${name}.bn2`, to);
};

/** 1×1, 3×3, 1×1; the 3×3 has the stride, as in torchvision ("ResNet V1.5"). */
const bottleneck: Branch = (layers, input, { name, from, width, to, stride }) => {
  const first = layers.conv(input, `${name}.conv1`, { from, to: width, kernel: 1 });
  const narrow = layers.relu(layers.batchNorm(first, `${name}.bn1`, width));
  const second = layers.conv(narrow, `${name}.conv2`, { from: width, to: width, kernel: 3, stride });
  const active = layers.relu(layers.batchNorm(second, `${name}.bn2`, width));
  const third = layers.conv(active, `${name}.conv3`, { from: width, to, kernel: 1 });
  return layers.batchNorm(third, `${name}.bn3`, to);
};

function shortcut(layers: Layers, input: string, { name, from, to, stride }: ResidualBlock): string {
  if (from === to && stride === 1) return input;
  const conv = layers.conv(input, `${name}.downsample.0`, { from, to, kernel: 1, stride });
  return layers.batchNorm(conv, `${name}.downsample.1`, to);
}

interface ResnetSize {
  readonly name: string;
  /** Residual blocks of each stage. */
  readonly depths: readonly number[];
  readonly branch: Branch;
  /** Channels that a block gives for each of its width. */
  readonly expansion: number;
}

function residualBlocks({ depths, expansion }: ResnetSize): ResidualBlock[] {
  let from = STEM;
  return depths.flatMap((depth, stage) =>
    Array.from({ length: depth }, (_, index): ResidualBlock => {
      const width = WIDTHS[stage]!;
      const name = `layer${stage + 1}.${index}`;
      const block: ResidualBlock = {
        name,
        from,
        width,
        to: width * expansion,
        stride: stage > 0 && index === 0 ? 2 : 1,
      };
      from = block.to;
      return block;
    }),
  );
}

function createResnet(size: ResnetSize, options: NetworkOptions): Network {
  const residual = residualBlocks(size);
  const blocks = [
    { name: 'stem', prefixes: ['conv1.', 'bn1.'] },
    ...residual.map(({ name }) => ({ name, prefixes: [`${name}.`] })),
    { name: 'head', prefixes: ['fc.'] },
  ];
  return assembleNetwork({ name: size.name, smallestSide: 32, blocks }, options, (layers, image) => {
    const stem = layers.conv(image, 'conv1', { from: options.channels, to: STEM, kernel: 7, stride: 2 });
    const active = layers.relu(layers.batchNorm(stem, 'bn1', STEM));
    let value = layers.pool('MaxPool', active, { kernel: 3, stride: 2, pad: 1 });
    for (const block of residual) {
      const sum = layers.builder.node('Add', [size.branch(layers, value, block), shortcut(layers, value, block)]);
      value = layers.relu(sum, block === residual.at(-1) ? HEATMAP_FEATURES : undefined);
    }
    const head = { name: 'fc', features: residual.at(-1)!.to, hidden: [], dropout: 0 };
    return addDenseHead(layers, layers.globalPool(value), head, options);
  });
}

/** ResNet-18 (He et al. 2016) with torchvision's names; 11,689,512 parameters with 1,000 labels. */
export function createResnet18(options: NetworkOptions): Network {
  return createResnet({ name: 'resnet18', depths: [2, 2, 2, 2], branch: basic, expansion: 1 }, options);
}

/** ResNet-50 (He et al. 2016) with torchvision's names; 25,557,032 parameters with 1,000 labels. */
export function createResnet50(options: NetworkOptions): Network {
  return createResnet({ name: 'resnet50', depths: [3, 4, 6, 3], branch: bottleneck, expansion: 4 }, options);
}
