import { createBuilder } from '../graph/builder.ts';
import type { Layers } from './layers.ts';
import { HEATMAP_FEATURES, createLayers } from './layers.ts';
import type { Network, NetworkOptions } from './network.ts';

/** The first stage keeps the size; each further one halves it. */
const STAGES = [
  { width: 32, blocks: 1 },
  { width: 64, blocks: 1 },
  { width: 128, blocks: 2 },
  { width: 192, blocks: 1 },
];
/** Of the stem and the stages together. */
const STRIDE = 16;

interface Block {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly stride: 1 | 2;
}

/** The average pool sees every pixel where a strided 1×1 convolution drops three of four (ResNet-D, He et al. 2019). */
function shortcut(layers: Layers, input: string, { name, from, to, stride }: Block): string {
  if (from === to && stride === 1) return input;
  const pooled = stride === 2 ? layers.pool('AveragePool', input) : input;
  const conv = layers.conv(pooled, `${name}.downsample.1`, { from, to, kernel: 1 });
  return layers.batchNorm(conv, `${name}.downsample.2`, to);
}

/** The residual branch of a basic block (He et al. 2016). */
function branch(layers: Layers, input: string, { name, from, to, stride }: Block): string {
  const first = layers.conv(input, `${name}.conv1`, { from, to, kernel: 3, stride });
  const active = layers.relu(layers.batchNorm(first, `${name}.bn1`, to));
  const second = layers.conv(active, `${name}.conv2`, { from: to, to, kernel: 3 });
  return layers.batchNorm(second, `${name}.bn2`, to, 0);
}

/** A residual network for radiographs of 128² to 160² pixels on a plain processor; 1.2 M parameters, 4.7 MB. */
export function createCompactResnet(options: NetworkOptions): Network {
  const { labels, height, width, channels, random, dropout = 0.2 } = options;
  if (height % STRIDE !== 0 || width % STRIDE !== 0) {
    throw new Error(`The sides of compact-resnet's input are multiples of ${STRIDE}, not ${height}×${width}`);
  }
  const builder = createBuilder({ name: 'compact-resnet' });
  const layers = createLayers(builder, random);
  const image = builder.input('image', { type: 'float32', dims: ['N', channels, height, width] });
  let from = STAGES[0]!.width;
  const stem = layers.conv(image, 'conv1', { from: channels, to: from, kernel: 3, stride: 2 });
  let value = layers.relu(layers.batchNorm(stem, 'bn1', from));
  for (const [stage, { width: to, blocks }] of STAGES.entries()) {
    for (let index = 0; index < blocks; index++) {
      const name = `layer${stage + 1}.${index}`;
      const block: Block = { name, from, to, stride: stage > 0 && index === 0 ? 2 : 1 };
      const sum = builder.node('Add', [branch(layers, value, block), shortcut(layers, value, block)]);
      const isLast = stage === STAGES.length - 1 && index === blocks - 1;
      value = layers.relu(sum, isLast ? HEATMAP_FEATURES : undefined);
      from = to;
    }
  }
  const logits = layers.head(value, { features: from, labels, dropout });
  builder.output(logits, { type: 'float32', dims: ['N', labels] });
  builder.output(value, { type: 'float32', dims: ['N', from, height / STRIDE, width / STRIDE] });
  const widths = STAGES.map((stage) => stage.width);
  const depths = STAGES.map((stage) => stage.blocks);
  const hyperParameters = { labels, height, width, channels, dropout, widths, blocks: depths };
  const residual = STAGES.flatMap(({ blocks }, stage) =>
    Array.from({ length: blocks }, (_, index) => `layer${stage + 1}.${index}`),
  );
  const blocks = [
    { name: 'stem', prefixes: ['conv1.', 'bn1.'] },
    ...residual.map((name) => ({ name, prefixes: [`${name}.`] })),
    { name: 'head', prefixes: ['fc.'] },
  ];
  return { name: 'compact-resnet', graph: builder.finish(), blocks, hyperParameters };
}
