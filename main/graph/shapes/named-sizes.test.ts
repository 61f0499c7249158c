import { reasonThrownBy } from '../../../tests/support/reason-thrown-by.ts';
import { sentenceOf } from '../../../tests/support/sentence-of.ts';
import { clauseOf, type Clause } from '../../domain/messages/clause.ts';
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
  test.each<[operator: string, reason: Clause, dims: (readonly Dim[])[], recipe: Recipe]>([
    ['Det', clauseOf('graph.no-shape-rule', {}), [map], (b, [x]) => b.node('Det', [x!])],
    [
      'com.microsoft.FusedConv',
      clauseOf('graph.foreign-operator', {}),
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
    [
      'Add',
      clauseOf('graph.shapes-misfit', { shapes: [map, [5, 1, 1]] }),
      [map, [5, 1, 1]],
      (b, [x, y]) => b.node('Add', [x!, y!]),
    ],
    [
      'Conv',
      clauseOf('graph.channels-misfit', { weights: 3, input: 4 }),
      [map],
      (b, [x]) => b.node('Conv', [x!, weights(b, 2, 3, 1, 1)]),
    ],
    [
      'Gemm',
      clauseOf('graph.rows-misfit', { rows: 5, columns: 4 }),
      [['N', 5]],
      (b, [x]) => b.node('Gemm', [x!, weights(b, 4, 2)]),
    ],
    [
      'Reshape',
      clauseOf('graph.not-reshaped', { from: [4, 6], to: [5, -1] }),
      [[4, 6]],
      (b, [x]) => b.node('Reshape', [x!, b.ints([5, -1])]),
    ],
    [
      'Flatten',
      clauseOf('graph.input-missing', { index: 0, input: 'nobody' }),
      [],
      (b) => b.node('Flatten', ['nobody']),
    ],
    [
      'MaxPool',
      clauseOf('graph.window-too-large', { size: 7 }),
      [map],
      (b, [x]) => b.node('MaxPool', [x!], { kernel_shape: ints([8, 8]) }),
    ],
    [
      'Transpose',
      clauseOf('graph.axis-outside', { axis: 2, rank: 2 }),
      [],
      (b) => b.node('Transpose', [weights(b, 2, 2)], { perm: ints([0, 2]) }),
    ],
  ])('%s', (operator, reason, dims, recipe) => {
    const graph = graphOf(dims, recipe);
    expect(() => inferShapes(graph)).toThrow(UnsupportedGraph);
    expect(reasonThrownBy(() => inferShapes(graph))).toMatchObject({
      code: 'graph.at-node',
      details: { operator, reason },
    });
  });

  test('in words: the node, its operator and the reason', () => {
    const graph = graphOf([map], (b, [x]) => b.node('Conv', [x!, weights(b, 2, 3, 1, 1)]));
    expect(sentenceOf(reasonThrownBy(() => inferShapes(graph)))).toBe(
      'node “conv.node” (Conv): its weights are for 3 channels, its input has 4',
    );
  });
});
