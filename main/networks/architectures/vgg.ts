import { int } from '../../graph/ir/builder.ts';
import { adaptiveAveragePool } from '../layers/adaptive-pool.ts';
import { assembleNetwork } from './assemble-network.ts';
import { addDenseHead } from '../layers/dense-head.ts';
import type { Layers } from '../layers/layers.ts';
import { HEATMAP_FEATURES } from '../layers/layers.ts';
import type { Block, Network, NetworkOptions } from '../network.ts';

/** Convolutions of each stage, all of one width; a max pool that halves the map ends each. */
const STAGES = [
  { width: 64, convolutions: 2 },
  { width: 128, convolutions: 2 },
  { width: 256, convolutions: 3 },
  { width: 512, convolutions: 3 },
  { width: 512, convolutions: 3 },
];
/** Total stride of all pools. */
const STRIDE = 32;
/** Sides of the map that the head takes. */
const BINS = 7;

interface Convolution {
  /** Place in torchvision's `features`, where each has a ReLU behind it and each stage a pool. */
  readonly name: string;
  readonly to: number;
  readonly isLastOfStage: boolean;
}

function stages(): Convolution[][] {
  let place = 0;
  return STAGES.map(({ width: to, convolutions }) => {
    const stage = Array.from({ length: convolutions }, (_, index) => ({
      name: `features.${place + 2 * index}`,
      to,
      isLastOfStage: index === convolutions - 1,
    }));
    place += 2 * convolutions + 1;
    return stage;
  });
}

/** The blocks of VGG-16's convolutions, which networks with another head share. */
export const vgg16Blocks: readonly Block[] = stages().map((stage, index) => ({
  name: `block${index + 1}`,
  prefixes: stage.map(({ name }) => `${name}.`),
}));

/**
 * VGG-16's convolutions: the image to its last map behind the last pool, [N, 512, ⌊height/32⌋, ⌊width/32⌋]. The last
 * convolution's ReLU, twice as fine, is `heatmap_features`, on which Grad-CAM was first shown (Selvaraju et al. 2017).
 */
export function addVgg16Features(layers: Layers, image: string, channels: number): string {
  let [value, from] = [image, channels];
  const convolutions = stages().flat();
  for (const convolution of convolutions) {
    const { name, to, isLastOfStage } = convolution;
    const map = layers.conv(value, name, { from, to, kernel: 3, bias: true });
    value = layers.relu(map, convolution === convolutions.at(-1) ? HEATMAP_FEATURES : undefined);
    if (isLastOfStage) value = layers.pool('MaxPool', value, { kernel: 2 });
    from = to;
  }
  return value;
}

/**
 * VGG-16 (Simonyan & Zisserman 2015) with torchvision's names; 138,357,544 parameters with 1,000 labels. The head is
 * `classifier.0`, `.3` and `.6`; with `hidden` [4096, 4096, 256] there is a `classifier.9`, with [4300] none after `.3`.
 */
export function createVgg16(options: NetworkOptions): Network {
  const { height, width, channels } = options;
  const blocks = [...vgg16Blocks, { name: 'head', prefixes: ['classifier.'] }];
  return assembleNetwork({ name: 'vgg16', smallestSide: STRIDE, blocks }, options, (layers, image) => {
    const { builder } = layers;
    const map = addVgg16Features(layers, image, channels);
    const sizes = [Math.floor(height / STRIDE), Math.floor(width / STRIDE)] as const;
    const pooled = adaptiveAveragePool(builder, map, sizes, BINS);
    const features = builder.node('Flatten', [pooled], { axis: int(1) }, 'features');
    const head = {
      name: 'classifier',
      features: STAGES.at(-1)!.width * BINS * BINS,
      hidden: [4096, 4096],
      dropout: 0.5,
      initial: 'normal',
      isSequential: true,
    } as const;
    return addDenseHead(layers, features, head, options);
  });
}
