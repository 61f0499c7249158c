import { clauseOf } from '../../domain/messages/clause.ts';
import { ReasonError } from '../../domain/messages/reason-error.ts';
import { addDenseHead } from '../layers/dense-head.ts';
import { assembleNetwork } from './assemble-network.ts';
import type { Layers } from '../layers/layers.ts';
import { HEATMAP_FEATURES } from '../layers/layers.ts';
import type { Network, NetworkOptions } from '../network.ts';

/** The first stage keeps the size; each further one halves it. */
const STAGES = [
  { width: 32, blocks: 1 },
  { width: 64, blocks: 1 },
  { width: 128, blocks: 2 },
  { width: 192, blocks: 1 },
];
/** Total stride of the stem and the stages. */
const STRIDE = 16;

interface ResidualBlock {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly stride: 1 | 2;
}

/** The average pool sees every pixel where a strided 1×1 convolution drops three of four (ResNet-D, He et al. 2019). */
function shortcut(layers: Layers, input: string, { name, from, to, stride }: ResidualBlock): string {
  if (from === to && stride === 1) return input;
  const pooled = stride === 2 ? layers.pool('AveragePool', input, { kernel: 2 }) : input;
  const conv = layers.conv(pooled, `${name}.downsample.1`, { from, to, kernel: 1 });
  return layers.batchNorm(conv, `${name}.downsample.2`, to);
}

/** The residual branch of a basic block (He et al. 2016). */
function branch(layers: Layers, input: string, { name, from, to, stride }: ResidualBlock): string {
  const first = layers.conv(input, `${name}.conv1`, { from, to, kernel: 3, stride });
  const active = layers.relu(layers.batchNorm(first, `${name}.bn1`, to));
  const second = layers.conv(active, `${name}.conv2`, { from: to, to, kernel: 3 });
  return layers.batchNorm(second, `${name}.bn2`, to, { gamma: 0 });
}

function residualBlocks(): ResidualBlock[] {
  return STAGES.flatMap(({ width: to, blocks }, stage) =>
    Array.from({ length: blocks }, (_, index): ResidualBlock => {
      const from = index === 0 ? STAGES[Math.max(stage - 1, 0)]!.width : to;
      return { name: `layer${stage + 1}.${index}`, from, to, stride: stage > 0 && index === 0 ? 2 : 1 };
    }),
  );
}

/** A residual network for radiographs of 128² to 160² pixels on a plain processor; 1.2 M parameters, 4.7 MB. */
export function createCompactResnet(options: NetworkOptions): Network {
  const { height, width, channels } = options;
  if (height % STRIDE !== 0 || width % STRIDE !== 0) {
    throw new ReasonError(
      clauseOf('network.not-multiple', { network: 'compact-resnet', divisor: STRIDE, height, width }),
    );
  }
  const residual = residualBlocks();
  const blocks = [
    { name: 'stem', prefixes: ['conv1.', 'bn1.'] },
    ...residual.map(({ name }) => ({ name, prefixes: [`${name}.`] })),
    { name: 'head', prefixes: ['fc.'] },
  ];
  return assembleNetwork({ name: 'compact-resnet', smallestSide: STRIDE, blocks }, options, (layers, image) => {
    const first = STAGES[0]!.width;
    const stem = layers.conv(image, 'conv1', { from: channels, to: first, kernel: 3, stride: 2 });
    let value = layers.relu(layers.batchNorm(stem, 'bn1', first));
    for (const block of residual) {
      const sum = layers.builder.node('Add', [branch(layers, value, block), shortcut(layers, value, block)]);
      value = layers.relu(sum, block === residual.at(-1) ? HEATMAP_FEATURES : undefined);
    }
    const head = { name: 'fc', features: residual.at(-1)!.to, hidden: [], dropout: 0.2 };
    return addDenseHead(layers, layers.globalPool(value), head, options);
  });
}
