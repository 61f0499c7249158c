/** Vision transformers (Dosovitskiy et al. 2021), with the parameter names of timm's `VisionTransformer`. */
import { clauseOf } from '../../domain/messages/clause.ts';
import { ReasonError } from '../../domain/messages/reason-error.ts';
import type { GraphBuilder } from '../../graph/ir/builder.ts';
import { int } from '../../graph/ir/builder.ts';
import { assembleNetwork } from './assemble-network.ts';
import { addDenseHead } from '../layers/dense-head.ts';
import { normal, truncatedNormal, uniform } from '../layers/initial-values.ts';
import { HEATMAP_FEATURES } from '../layers/layers.ts';
import type { Network, NetworkOptions } from '../network.ts';
import type { TransformerLayers } from '../layers/transformer-layers.ts';
import { createTransformerLayers } from '../layers/transformer-layers.ts';

interface VitSize {
  /** Side of a patch, pixels. */
  readonly patch: number;
  /** Length of a token; `width` is the image's. */
  readonly tokenWidth: number;
  /** Number of blocks. */
  readonly depth: number;
  /** Attention heads in each block. */
  readonly heads: number;
  /** Length of the perceptron's hidden layer, in lengths of a token. */
  readonly mlpRatio: number;
}

/** vit_tiny_patch16_224 of timm, 5.7 M parameters. */
const TINY: VitSize = { patch: 16, tokenWidth: 192, depth: 12, heads: 3, mlpRatio: 4 };
/** Learns from a few thousand radiographs without published weights; 1.2 M parameters. */
const SMALL: VitSize = { patch: 16, tokenWidth: 128, depth: 6, heads: 4, mlpRatio: 4 };

const EPSILON = 1e-6;

export function createVitTiny(options: NetworkOptions): Network {
  return buildVit('vit-tiny', TINY, options);
}

/** `hyperParameters` takes any of `VitSize`. */
export function createVit(options: NetworkOptions): Network {
  return buildVit('vit', { ...SMALL, ...options.hyperParameters }, options, Object.keys(SMALL));
}

interface Vit extends VitSize {
  readonly builder: GraphBuilder;
  readonly layers: TransformerLayers;
  readonly channels: number;
  /** Patches from top to bottom and from left to right. */
  readonly rows: number;
  readonly columns: number;
  /** The patches and the class token. */
  readonly tokens: number;
}

/**
 * Blocks: the embedding, each block of the transformer (the last normalisation goes with the last), and the head. The
 * attention of block i is the value `blocks.i.attn.probabilities` [N, heads, T, T]; token 0 is the class token, the
 * others are the patches row by row.
 */
function buildVit(name: string, size: VitSize, options: NetworkOptions, settable?: readonly string[]): Network {
  const { height, width, channels, random } = options;
  requireFit(name, size, options);
  const blocks = [
    { name: 'embedding', prefixes: ['cls_token', 'pos_embed', 'patch_embed.'] },
    ...Array.from({ length: size.depth }, (_, index) => {
      const block = `blocks.${index}`;
      return { name: block, prefixes: [`${block}.`, ...(index === size.depth - 1 ? ['norm.'] : [])] };
    }),
    { name: 'head', prefixes: ['head.'] },
  ];
  return assembleNetwork({ name, smallestSide: size.patch, blocks, settable }, options, (common, image) => {
    const { builder } = common;
    const [rows, columns] = [height / size.patch, width / size.patch];
    const layers = createTransformerLayers(builder, random);
    const vit: Vit = { ...size, builder, layers, channels, rows, columns, tokens: 1 + rows * columns };
    let value = addEmbedding(vit, image);
    for (let index = 0; index < size.depth; index++) value = addBlock(vit, value, index);
    // Each token is normalised by itself, so the others need not be.
    const bounds = [0, 1, 1].map((at) => builder.ints([at]));
    const first = builder.node('Squeeze', [builder.node('Slice', [value, ...bounds]), builder.ints([1])]);
    const features = layers.layerNorm(first, 'norm', size.tokenWidth, { epsilon: EPSILON });
    const head = { name: 'head', features: size.tokenWidth, hidden: [], dropout: 0 };
    return { ...(settable && size), ...addDenseHead(common, features, head, options) };
  });
}

function requireFit(name: string, size: VitSize, { height, width }: NetworkOptions): void {
  const { heads, mlpRatio, tokenWidth } = size;
  for (const key of Object.keys(TINY) as (keyof VitSize)[]) {
    if (!(size[key] > 0) || (key !== 'mlpRatio' && !Number.isInteger(size[key]))) {
      throw new ReasonError(clauseOf('network.not-whole', { network: name, setting: key, value: size[key] }));
    }
  }
  if (height % size.patch !== 0 || width % size.patch !== 0) {
    throw new ReasonError(clauseOf('network.not-multiple', { network: name, divisor: size.patch, height, width }));
  }
  if (tokenWidth % heads !== 0) {
    throw new ReasonError(clauseOf('network.heads-misfit', { network: name, heads, tokenWidth }));
  }
  if (!Number.isInteger(tokenWidth * mlpRatio)) {
    throw new ReasonError(clauseOf('network.ratio-misfit', { network: name, mlpRatio, tokenWidth }));
  }
}

/**
 * Patches as rows, then one matrix product: a convolution whose stride is its kernel, which sees every pixel once. The
 * class token comes before them and learned positions are added to all.
 */
function addEmbedding(vit: Vit, image: string): string {
  const { builder, layers, channels, rows, columns, patch, tokenWidth: width, tokens } = vit;
  const pixels = channels * patch * patch;
  const split = layers.reshape(image, [-1, channels, rows, patch, columns, patch]);
  const patches = layers.reshape(layers.transpose(split, [0, 2, 4, 1, 3, 5]), [-1, pixels]);
  const limit = 1 / Math.sqrt(pixels);
  const kernel = layers.parameter('patch_embed.proj.weight', (random) =>
    uniform([width, channels, patch, patch], limit, random),
  );
  const bias = layers.parameter('patch_embed.proj.bias', (random) => uniform([width], limit, random));
  const weight = layers.reshape(kernel, [width, pixels]);
  const rowsOfPatches = builder.node('Gemm', [patches, weight, bias], { transB: int(1) });
  const embedded = layers.reshape(rowsOfPatches, [-1, tokens - 1, width]);
  const classToken = layers.parameter('cls_token', (random) => normal([1, 1, width], 1e-6, random));
  const positions = layers.parameter('pos_embed', (random) => truncatedNormal([1, tokens, width], 0.02, random));
  const ofFirst = builder.node('Pad', [classToken, builder.ints([0, 0, 0, 0, tokens - 1, 0])]);
  const offset = layers.add(positions, ofFirst);
  const padded = builder.node('Pad', [embedded, builder.ints([0, 1, 0, 0, 0, 0])]);
  return layers.add(padded, offset);
}

/** Tokens [N, T, D] to tokens. */
function addBlock(vit: Vit, input: string, index: number): string {
  const { builder, layers, tokenWidth: width, heads, tokens, depth } = vit;
  const name = `blocks.${index}`;
  const as = index === depth - 1 ? HEATMAP_FEATURES : undefined;
  const calm = layers.layerNorm(input, `${name}.norm1`, width, { epsilon: EPSILON, as });
  const attention = {
    weight: `${name}.attn.qkv.weight`,
    bias: `${name}.attn.qkv.bias`,
    output: `${name}.attn.proj`,
    probabilities: `${name}.attn.probabilities`,
  };
  const mixed = layers.add(input, layers.selfAttention(calm, attention, { tokens, width, heads }));
  const rows = layers.reshape(layers.layerNorm(mixed, `${name}.norm2`, width, { epsilon: EPSILON }), [-1, width]);
  const between = width * vit.mlpRatio;
  const wide = layers.linear(rows, `${name}.mlp.fc1`, { from: width, to: between });
  const narrow = layers.linear(builder.node('Gelu', [wide]), `${name}.mlp.fc2`, { from: between, to: width });
  return layers.add(mixed, layers.reshape(narrow, [-1, tokens, width]));
}
