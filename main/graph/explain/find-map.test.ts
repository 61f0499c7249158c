import { describe, expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import { float32, int64, sizeOf } from '../../domain/tensor.ts';
import { networks } from '../../../tests/support/example-networks.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { createBuilder, int, ints } from '../ir/builder.ts';
import type { Dim, Graph } from '../ir/graph.ts';
import { findMap } from './find-map.ts';
import { gridOf, squareOf } from './grid.ts';

const weights = (builder: GraphBuilder, ...dims: number[]): string =>
  builder.constant(float32(dims, new Float32Array(sizeOf(dims)).fill(0.1)));

/** From an image [N, 3, 8, 8] to the logits. */
function classifier(body: (builder: GraphBuilder, image: string) => string): Graph {
  const builder = createBuilder();
  const image = builder.input('image', { type: 'float32', dims: ['N', 3, 8, 8] });
  builder.output(body(builder, image), { type: 'float32', dims: ['N', 2] });
  return builder.finish();
}

const conv = (builder: GraphBuilder, value: string, from: number, to: number): string =>
  builder.node('Conv', [value, weights(builder, to, from, 3, 3)], { pads: ints([1, 1, 1, 1]) });

const halve = (builder: GraphBuilder, value: string, as?: string): string =>
  builder.node('MaxPool', [value], { kernel_shape: ints([2, 2]), strides: ints([2, 2]) }, as);

const head = (builder: GraphBuilder, value: string, features: number): string =>
  builder.node('Gemm', [builder.node('Flatten', [value]), weights(builder, features, 2)], {}, 'logits');

const reshape = (builder: GraphBuilder, value: string, dims: number[], as?: string): string =>
  builder.node('Reshape', [value, builder.ints(dims)], {}, as);

/** One block of attention over tokens [N, T, 4] with two heads of two, without its own normalisation. */
function attend(builder: GraphBuilder, tokens: string): string {
  const heads = (): string => {
    const projected = builder.node('MatMul', [tokens, weights(builder, 4, 4)]);
    return builder.node('Transpose', [reshape(builder, projected, [0, 0, 2, 2])], { perm: ints([0, 2, 1, 3]) });
  };
  const keys = builder.node('Transpose', [heads()], { perm: ints([0, 1, 3, 2]) });
  const probabilities = builder.node('Softmax', [builder.node('MatMul', [heads(), keys])], { axis: int(-1) });
  const mixed = builder.node('MatMul', [probabilities, heads()]);
  return reshape(builder, builder.node('Transpose', [mixed], { perm: ints([0, 2, 1, 3]) }), [0, 0, 4]);
}

describe('the map that a heatmap is made of', () => {
  test.each(['small-cnn', 'compact-resnet', 'resnet18', 'mobilenet-v3-small', 'vit-tiny'])(
    'of %s is the one that the network names',
    (name) => {
      const options = { labels: 2, height: 64, width: 64, channels: 3, random: createRandom(1) } as const;
      expect(findMap(networks[name]!.create(options).graph, 'logits')).toBe('heatmap_features');
    },
  );

  test('is behind the activation and before the pooling, also where a head takes every position', () => {
    const graph = classifier((builder, image) => {
      const early = halve(builder, builder.node('Relu', [conv(builder, image, 3, 4)]), 'early');
      const late = builder.node('Relu', [conv(builder, early, 4, 4)], {}, 'late');
      return head(builder, halve(builder, late, 'pooled'), 16);
    });
    expect(findMap(graph, 'logits')).toBe('late');
  });

  test('is behind the sum of a residual block, not within one of its branches', () => {
    const graph = classifier((builder, image) => {
      const first = builder.node('Relu', [conv(builder, image, 3, 4)]);
      const branch = conv(builder, builder.node('Relu', [conv(builder, first, 4, 4)]), 4, 4);
      const sum = builder.node('Add', [branch, first], {}, 'sum');
      return head(builder, builder.node('GlobalAveragePool', [sum]), 4);
    });
    expect(findMap(graph, 'logits')).toBe('sum');
  });

  test('is [N, h, w, C] where the last layers keep channels last, and never a pooled one that only looks like a map', () => {
    const graph = classifier((builder, image) => {
      const last = builder.node('Transpose', [conv(builder, image, 3, 4)], { perm: ints([0, 2, 3, 1]) });
      const linear = builder.node('MatMul', [last, weights(builder, 4, 4)], {}, 'linear');
      const first = builder.node('Transpose', [linear], { perm: ints([0, 3, 1, 2]) });
      const pooled = builder.node('Transpose', [builder.node('GlobalAveragePool', [first])], {
        perm: ints([0, 2, 3, 1]),
      });
      return head(builder, builder.node('Tanh', [pooled]), 4);
    });
    expect(findMap(graph, 'logits')).toBe(graph.nodes.findLast(({ inputs }) => inputs[0] === 'linear')!.outputs[0]);
  });

  test('of a transformer are the tokens into its last attention', () => {
    const graph = classifier((builder, image) => {
      const patches = builder.node('Conv', [image, weights(builder, 4, 3, 2, 2)], { strides: ints([2, 2]) });
      const rows = builder.node('Transpose', [reshape(builder, patches, [0, 4, 16])], { perm: ints([0, 2, 1]) });
      const first = builder.node('Add', [rows, attend(builder, rows)]);
      const normal = builder.node('Tanh', [first], {}, 'normal');
      const second = builder.node('Add', [first, attend(builder, normal)]);
      const one = builder.node('Gather', [second, builder.constant(int64([], [0]))], { axis: int(1) });
      return head(builder, one, 4);
    });
    expect(findMap(graph, 'logits')).toBe('normal');
  });

  test('is none where nothing spatial is left to find', () => {
    const graph = classifier((builder, image) => head(builder, image, 192));
    expect(findMap(graph, 'logits')).toBeNull();
  });
});

describe('the grid of tokens', () => {
  test.each([
    [197, 14, 1],
    [198, 14, 2],
    [196, 14, 0],
    [261, 16, 5],
  ])('of %i is %i squared, behind %i others', (tokens, side, leading) => {
    expect(squareOf(tokens)).toEqual({ height: side, width: side, leading });
  });

  test('is none of tokens that are no square, of one position and of unknown sizes', () => {
    const grid = (...dims: Dim[]) => gridOf({ type: 'float32', dims }, 1);
    expect(squareOf(14 * 12)).toBeNull();
    expect(grid('N', 8, 1, 1)).toBeNull();
    expect(grid('N', 8, 'h', 'w')).toBeNull();
    expect(grid('N', 8, 7, 9)).toEqual({ height: 7, width: 9, leading: 0 });
  });
});
