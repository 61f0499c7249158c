/**
 * The layers of transformers. Products with weights are Gemm on rows [N·T, D]: their weight gradient is then one
 * matrix product, where a batched MatMul would make one an image and add them up.
 */
import type { Random } from '../../domain/statistics/random.ts';
import type { Tensor } from '../../domain/tensor.ts';
import type { GraphBuilder } from '../../graph/ir/builder.ts';
import { float, int, ints } from '../../graph/ir/builder.ts';
import { filledWith, truncatedNormal } from './initial-values.ts';

/** Lengths of the rows that come in and go out. */
interface Widths {
  readonly from: number;
  readonly to: number;
}

interface TokenSize {
  /** Number of tokens, T. */
  readonly tokens: number;
  /** Length of a token, D. */
  readonly width: number;
}

interface AttentionNames {
  /** The weight [3·D, D] and bias [3·D] of queries, keys and values together. */
  readonly weight: string;
  readonly bias: string;
  /** The layer [D, D] behind the heads, with `.weight` and `.bias`. */
  readonly output: string;
  /** The value [N, heads, T, T], each row of which adds up to 1. */
  readonly probabilities: string;
}

/** Queries and keys [N, heads, T, d], values [N, heads, T, e]. */
interface AttentionInputs {
  readonly queries: string;
  readonly keys: string;
  readonly values: string;
  /** d. */
  readonly depth: number;
}

/** Adds layers to a graph. Each takes the name of a value and returns that of its result. */
export interface TransformerLayers {
  /** A parameter with a random stream of its own. */
  parameter(name: string, initial: (random: Random) => Tensor): string;
  add(a: string, b: string): string;
  multiply(a: string, b: string): string;
  reshape(input: string, dims: readonly number[]): string;
  transpose(input: string, order: readonly number[]): string;
  /** Rows [M, from] to [M, to] with `name.weight` [to, from] and `name.bias`. */
  linear(input: string, name: string, size: Widths): string;
  /** Over the last axis (Ba et al. 2016). */
  layerNorm(
    input: string,
    name: string,
    width: number,
    options: { readonly epsilon: number; readonly as?: string | undefined },
  ): string;
  /** Softmax(q·kᵀ/√d)·v [N, heads, T, e] (Vaswani et al. 2017). */
  attend(inputs: AttentionInputs, probabilities: string): string;
  /** Multi-head self-attention of tokens [N, T, D]. */
  selfAttention(input: string, names: AttentionNames, size: TokenSize & { readonly heads: number }): string;
}

const DEVIATION = 0.02;

export function createTransformerLayers(builder: GraphBuilder, random: Random): TransformerLayers {
  const layers: TransformerLayers = {
    parameter: (name, initial) => builder.initializer(name, initial(random.fork(name))),
    add: (a, b) => builder.node('Add', [a, b]),
    multiply: (a, b) => builder.node('Mul', [a, b]),
    reshape: (input, dims) => builder.node('Reshape', [input, builder.ints(dims)]),
    transpose: (input, order) => builder.node('Transpose', [input], { perm: ints(order) }),
    linear: (input, name, size) => linear(builder, layers, input, [`${name}.weight`, `${name}.bias`], size),
    layerNorm(input, name, width, { epsilon, as }) {
      const scale = builder.initializer(`${name}.weight`, filledWith([width], 1));
      const shift = builder.initializer(`${name}.bias`, filledWith([width], 0));
      const attributes = { axis: int(-1), epsilon: float(epsilon) };
      return builder.node('LayerNormalization', [input, scale, shift], attributes, as);
    },
    attend({ queries, keys, values, depth }, probabilities) {
      const scaled = layers.multiply(queries, builder.scalar(1 / Math.sqrt(depth)));
      const scores = builder.node('MatMul', [scaled, layers.transpose(keys, [0, 1, 3, 2])]);
      return builder.node('MatMul', [builder.node('Softmax', [scores], { axis: int(-1) }, probabilities), values]);
    },
    selfAttention(input, names, { tokens, width, heads }) {
      const depth = width / heads;
      const rows = layers.reshape(input, [-1, width]);
      const size = { from: width, to: 3 * width };
      const projected = linear(builder, layers, rows, [names.weight, names.bias], size);
      const perHead = layers.transpose(layers.reshape(projected, [-1, tokens, 3 * heads, depth]), [0, 2, 1, 3]);
      const parts = builder.nodes('Split', [perHead, builder.ints([heads, heads, heads])], { axis: int(1) }, 3);
      const [queries, keys, values] = parts as [string, string, string];
      const mixed = layers.attend({ queries, keys, values, depth }, names.probabilities);
      const joined = layers.reshape(layers.transpose(mixed, [0, 2, 1, 3]), [-1, width]);
      return layers.reshape(layers.linear(joined, names.output, { from: width, to: width }), [-1, tokens, width]);
    },
  };
  return layers;
}

/** Weights as in ViT: normal, cut off at two deviations, of deviation 0.02 (Dosovitskiy et al. 2021); no shift. */
function linear(
  builder: GraphBuilder,
  layers: TransformerLayers,
  input: string,
  [weight, bias]: readonly [weight: string, bias: string],
  { from, to }: Widths,
): string {
  layers.parameter(weight, (random) => truncatedNormal([to, from], DEVIATION, random));
  builder.initializer(bias, filledWith([to], 0));
  return builder.node('Gemm', [input, weight, bias], { transB: int(1) });
}
