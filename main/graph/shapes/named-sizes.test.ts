import { describe, expect, test } from 'vitest';
import { ints } from '../ir/builder.ts';
import type { Dim, Graph } from '../ir/graph.ts';
import { inferShapes } from './infer-shapes.ts';
import { UnsupportedGraph } from '../ir/unsupported-graph.ts';
import type { Recipe } from '../../../tests/support/test-graph.ts';
import { graphOf, map, weights } from '../../../tests/support/test-graph.ts';

describe('a named batch', () => {
  const typeOfLast = (graph: Graph): readonly Dim[] => inferShapes(graph).get(graph.nodes.at(-1)!.outputs[0]!)!.dims;

  test('keeps its name through a flattening and back', () => {
    const graph = graphOf([map], (b, [x]) => {
      const rows = b.node('Reshape', [b.node('Transpose', [x!], { perm: ints([0, 2, 3, 1]) }), b.ints([-1, 4])]);
      b.node('Reshape', [rows, b.ints([-1, 7, 9, 4])]);
    });
    expect([...inferShapes(graph).values()].at(-2)?.dims).toEqual(['63*N', 4]);
    expect(typeOfLast(graph)).toEqual(['N', 7, 9, 4]);
  });

  test('that is cut in a way nobody can know becomes a name of its own', () => {
    const graph = graphOf([['N', 3]], (b, [x]) => b.node('Slice', [x!, b.ints([1]), b.ints([5])]));
    expect(typeOfLast(graph)).toEqual(['slice.0', 3]);
  });

  test('keeps its name when it is taken whole, backwards, or up to its own size', () => {
    const graph = graphOf([['N', 3]], (b, [x]) => {
      const batch = b.node('Slice', [b.node('Shape', [x!]), b.ints([0]), b.ints([1])]);
      const whole = b.node('Slice', [x!, b.ints([0]), batch, b.ints([0])]);
      b.node('Slice', [whole, b.ints([-1]), b.ints([-(2 ** 53)]), b.ints([0]), b.ints([-1])]);
    });
    expect(typeOfLast(graph)).toEqual(['N', 3]);
  });

  test('leaves sides open that two branches of a network must agree on', () => {
    const graph = graphOf([['N', 1, 'H', 'W']], (b, [x]) => {
      const strides = ints([2, 2]);
      const wide = b.node('Conv', [x!, weights(b, 2, 1, 3, 3)], { pads: ints([1, 1, 1, 1]), strides });
      b.node('Add', [b.node('Conv', [x!, weights(b, 2, 1, 1, 1)], { strides }), wide]);
    });
    expect(typeOfLast(graph)).toEqual(['N', 2, 'conv_1.2', 'conv_1.3']);
  });

  test('survives a convolution when the map has named sides', () => {
    const graph = graphOf([['N', 1, 'H', 'W']], (b, [x]) =>
      b.node('Conv', [x!, weights(b, 2, 1, 3, 3)], { pads: ints([1, 1, 1, 1]) }),
    );
    expect(typeOfLast(graph)).toEqual(['N', 2, 'H', 'W']);
  });
});

describe('a graph that does not fit is refused with the node and the reason:', () => {
  test.each<[reason: string, dims: (readonly Dim[])[], recipe: Recipe]>([
    ['Node "det.node" (Det): no shape rule', [map], (b, [x]) => b.node('Det', [x!])],
    [
      '(QuantizeLinear): the model is quantised; export it in float32',
      [map],
      (b, [x]) => b.node('QuantizeLinear', [x!, b.scalar(1)]),
    ],
    [
      'Node "fused" (com.microsoft.FusedConv): it is no operator of ONNX',
      [map],
      (b, [x]) =>
        b.add({
          name: 'fused',
          op: 'FusedConv',
          domain: 'com.microsoft',
          inputs: [x!],
          outputs: ['y'],
          attributes: {},
        }),
    ],
    ['(Add): shapes [N, 4, 7, 9] and [5, 1, 1] do not fit', [map, [5, 1, 1]], (b, [x, y]) => b.node('Add', [x!, y!])],
    ['(Conv): its weights are for 3 channels', [map], (b, [x]) => b.node('Conv', [x!, weights(b, 2, 3, 1, 1)])],
    ['(Gemm): it multiplies rows of 5', [['N', 5]], (b, [x]) => b.node('Gemm', [x!, weights(b, 4, 2)])],
    ['(Reshape): [4, 6] does not become [5, -1]', [[4, 6]], (b, [x]) => b.node('Reshape', [x!, b.ints([5, -1])])],
    ['(Flatten): its input 0 ("nobody") is missing', [], (b) => b.node('Flatten', ['nobody'])],
    ['(MaxPool): its window is larger', [map], (b, [x]) => b.node('MaxPool', [x!], { kernel_shape: ints([8, 8]) })],
    ['(Transpose): axis', [], (b) => b.node('Transpose', [weights(b, 2, 2)], { perm: ints([0, 2]) })],
  ])('%s', (reason, dims, recipe) => {
    const graph = graphOf(dims, recipe);
    expect(() => inferShapes(graph)).toThrow(UnsupportedGraph);
    expect(() => inferShapes(graph)).toThrow(reason);
  });
});
