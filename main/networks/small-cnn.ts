import { createBuilder } from '../graph/builder.ts';
import { HEATMAP_FEATURES, createLayers } from './layers.ts';
import type { Network, NetworkOptions } from './network.ts';

const WIDTHS = [16, 48, 96, 160];

/** Four blocks of 3×3 convolution, batch normalisation and ReLU with 2×2 max pools between them; 0.19 M parameters. */
export function createSmallCnn({ labels, height, width, channels, random, dropout = 0.25 }: NetworkOptions): Network {
  const builder = createBuilder({ name: 'small-cnn' });
  const layers = createLayers(builder, random);
  let value = builder.input('image', { type: 'float32', dims: ['N', channels, height, width] });
  let from: number = channels;
  for (const [index, to] of WIDTHS.entries()) {
    const isLast = index === WIDTHS.length - 1;
    const conv = layers.conv(value, `conv${index + 1}`, { from, to, kernel: 3 });
    const active = layers.relu(layers.batchNorm(conv, `bn${index + 1}`, to), isLast ? HEATMAP_FEATURES : undefined);
    value = isLast ? active : layers.pool('MaxPool', active);
    from = to;
  }
  const logits = layers.head(value, { features: from, labels, dropout });
  builder.output(logits, { type: 'float32', dims: ['N', labels] });
  const size = (pixels: number): number => Math.floor(pixels / 8);
  builder.output(value, { type: 'float32', dims: ['N', from, size(height), size(width)] });
  const hyperParameters = { labels, height, width, channels, dropout, widths: WIDTHS };
  const blocks = [...WIDTHS.keys()].map((index) => ({
    name: `block${index + 1}`,
    prefixes: [`conv${index + 1}.`, `bn${index + 1}.`],
  }));
  const head = { name: 'head', prefixes: ['fc.'] };
  return { name: 'small-cnn', graph: builder.finish(), blocks: [...blocks, head], hyperParameters };
}
