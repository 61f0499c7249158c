/** VGG-16 whose 7×7 map attention mixes before it is pooled: 49 places, each a token of 512 features. */
import { int } from '../../graph/ir/builder.ts';
import { adaptiveAveragePool } from '../layers/adaptive-pool.ts';
import { assembleNetwork } from './assemble-network.ts';
import { addDenseHead } from '../layers/dense-head.ts';
import { filledWith } from '../layers/initial-values.ts';
import type { Network, NetworkOptions } from '../network.ts';
import type { TransformerLayers } from '../layers/transformer-layers.ts';
import { createTransformerLayers } from '../layers/transformer-layers.ts';
import { addVgg16Features, vgg16Blocks } from './vgg.ts';

const WIDTH = 512;
const SIDE = 7;
const TOKENS = SIDE * SIDE;
/** Total stride of VGG-16's pools. */
const STRIDE = 32;
const HEADS = 8;
/** PyTorch's, of its LayerNorm. */
const EPSILON = 1e-5;

const PROBABILITIES = 'attention.probabilities';

/** Tokens [N, 49, 512] to tokens. */
type Mix = (layers: TransformerLayers, tokens: string) => string;

/**
 * Self-attention of one head (Zhang et al. 2019, SAGAN): queries and keys of an eighth of the width, and γ times what is
 * attended to is added, where γ learns from 0 on, so that the published weights' map goes through as it is at the start.
 * Unlike there the products of queries and keys are divided by √64 (Vaswani et al. 2017).
 * The attention is the value `attention.probabilities` [N, 1, 49, 49].
 */
export function createVgg16SelfAttention(options: NetworkOptions): Network {
  return build('vgg16-self-attention', ['attention.'], options, (layers, tokens) => {
    const depth = WIDTH / 8;
    const rows = layers.reshape(tokens, [-1, WIDTH]);
    const part = (name: string, to: number): string =>
      layers.reshape(layers.linear(rows, `attention.${name}`, { from: WIDTH, to }), [-1, 1, TOKENS, to]);
    const inputs = { queries: part('query', depth), keys: part('key', depth), values: part('value', WIDTH), depth };
    const mixed = layers.reshape(layers.attend(inputs, PROBABILITIES), [-1, TOKENS, WIDTH]);
    const gamma = layers.parameter('attention.gamma', () => filledWith([1], 0));
    return layers.add(tokens, layers.multiply(mixed, gamma));
  });
}

/**
 * Attention of eight heads with the parameters of PyTorch's `MultiheadAttention`, its input added and the sum
 * normalised (Vaswani et al. 2017). The attention is the value `attention.probabilities` [N, 8, 49, 49].
 */
export function createVgg16MultiHeadAttention(options: NetworkOptions): Network {
  return build('vgg16-multi-head-attention', ['attention.', 'norm.'], options, (layers, tokens) => {
    const names = {
      weight: 'attention.in_proj_weight',
      bias: 'attention.in_proj_bias',
      output: 'attention.out_proj',
      probabilities: PROBABILITIES,
    };
    const mixed = layers.selfAttention(tokens, names, { tokens: TOKENS, width: WIDTH, heads: HEADS });
    return layers.layerNorm(layers.add(tokens, mixed), 'norm', WIDTH, { epsilon: EPSILON });
  });
}

function build(name: string, prefixes: readonly string[], options: NetworkOptions, mix: Mix): Network {
  const { height, width, channels, random } = options;
  const blocks = [...vgg16Blocks, { name: 'attention', prefixes }, { name: 'head', prefixes: ['classifier.'] }];
  return assembleNetwork({ name, smallestSide: STRIDE, blocks }, options, (common, image) => {
    const { builder } = common;
    const layers = createTransformerLayers(builder, random);
    const map = addVgg16Features(common, image, channels);
    const sizes = [Math.floor(height / STRIDE), Math.floor(width / STRIDE)] as const;
    const places = layers.reshape(adaptiveAveragePool(builder, map, sizes, SIDE), [-1, WIDTH, TOKENS]);
    const mixed = mix(layers, layers.transpose(places, [0, 2, 1]));
    const pooled = builder.node('ReduceMean', [mixed, builder.ints([1])], { keepdims: int(0) }, 'features');
    const head = { name: 'classifier', features: WIDTH, hidden: [256], dropout: 0.5, isSequential: true };
    return addDenseHead(common, pooled, head, options);
  });
}
