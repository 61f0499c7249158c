import { reasonThrownBy } from '../../../tests/support/reason-thrown-by.ts';
import { clauseOf, type Clause } from '../../domain/messages/clause.ts';
import { expect, test } from 'vitest';
import { float32, int64 } from '../../domain/tensor.ts';
import { adoptClassifier } from './adopt-classifier.ts';
import { createBuilder, int, ints, type GraphBuilder } from '../ir/builder.ts';
import type { Dim, Graph } from '../ir/graph.ts';
import { inferShapes } from '../shapes/infer-shapes.ts';
import { atInput, UnsupportedGraph } from '../ir/unsupported-graph.ts';

/** Flattens by the sizes given, and ends in a table of two. */
function build(image: readonly Dim[], sizes: readonly number[], further: readonly string[] = []): Graph {
  const builder = createBuilder({ name: 'foreign' });
  const input = builder.input('x', { type: 'float32', dims: image });
  further.forEach((name) => builder.input(name, { type: 'float32', dims: ['N', 2] }));
  const flat = builder.node('Reshape', [input, builder.constant(int64([sizes.length], sizes))]);
  const weight = builder.initializer('weight', float32([12, 2], new Float32Array(24)));
  builder.output(builder.node('MatMul', [flat, weight], {}, 'y'), { type: 'float32', dims: [image[0]!, 2] });
  return builder.finish();
}

test.each<[string, readonly Dim[], readonly number[]]>([
  ['of one image, flattened to all that is left', [1, 3, 2, 2], [1, -1]],
  ['of one image, flattened to a fixed length', [1, 3, 2, 2], [1, 12]],
  ['of four images', [4, 3, 2, 2], [4, 12]],
  ['of any number of images', ['batch', 3, 2, 2], [-1, 12]],
  ['with its channels last', [1, 2, 2, 3], [1, 12]],
])('a graph %s takes any number, channels first', (_claim, image, sizes) => {
  const adopted = adoptClassifier(build(image, sizes));
  expect(adopted).toMatchObject({ input: 'x', logits: 'y', channels: 3, height: 2, width: 2, labels: 2 });
  const batch = typeof image[0] === 'string' ? image[0] : 'N';
  expect(adopted.graph.inputs.get('x')!.dims).toEqual([batch, 3, 2, 2]);
  expect(inferShapes(adopted.graph).get('y')!.dims).toEqual([batch, 2]);
});

test('a graph of any size is given the one that was asked for', () => {
  const open = build(['N', 1, 'height', 'width'], [-1, 12]);
  expect(() => adoptClassifier(open)).toThrow(
    expect.objectContaining({ fault: { code: 'graph.which-size', details: { input: 'x' } } }),
  );
  expect(adoptClassifier(build(['N', 3, 'h', 'w'], [-1, 12]), { size: 2 })).toMatchObject({ height: 2, width: 2 });
});

/** A table of two behind a softmax, and whatever `end` makes of that. */
function ending(op: 'Softmax' | 'Sigmoid', end: (builder: GraphBuilder, value: string) => string): Graph {
  const open = build(['N', 3, 2, 2], [-1, 12]);
  const builder = createBuilder({ ...open, outputs: new Map() });
  builder.output(end(builder, builder.node(op, ['y'])), { type: 'float32', dims: ['N', 2] });
  return builder.finish();
}

const by =
  (op: string, values: readonly number[], isFirst = false) =>
  (builder: GraphBuilder, value: string) => {
    const constant = builder.constant(float32([values.length], Float32Array.from(values)));
    return builder.node(op, isFirst ? [constant, value] : [value, constant]);
  };

test.each<[string, (builder: GraphBuilder, value: string) => string]>([
  ['nothing', (_, value) => value],
  ['an identity', (builder, value) => builder.node('Identity', [value])],
  ['limits', (builder, value) => builder.node('Clip', [value, builder.scalar(0.001), builder.scalar(0.999)])],
  ['percentages', by('Mul', [100])],
  ['a dropout that is off', (builder, value) => builder.node('Dropout', [value])],
  [
    'limits of older exporters',
    (builder, value) => by('Min', [0.999])(builder, by('Max', [0.001], true)(builder, value)),
  ],
  ['a small number against zeros', by('Add', [1e-7], true)],
])('the logits are found before an activation that %s follows', (_claim, end) => {
  expect(adoptClassifier(ending('Softmax', end))).toMatchObject({ logits: 'y', activation: 'softmax', labels: 2 });
  expect(adoptClassifier(ending('Sigmoid', end))).toMatchObject({ logits: 'y', activation: 'sigmoid', labels: 2 });
});

test.each<[string, (builder: GraphBuilder, value: string) => string]>([
  ['the opposite', by('Sub', [1], true)],
  ['a negative scale', by('Mul', [-1])],
  ['a number for each label', by('Div', [0.3, 0.7])],
  ['a root', by('Pow', [0.5])],
  ['a logarithm', (builder, value) => builder.node('Log', [value])],
  ['a choice of labels', (b, value) => b.node('Gather', [value, b.ints([1, 0])], { axis: int(1) })],
])('a graph whose activation %s follows is refused with the reason', (_claim, end) => {
  expect(reasonThrownBy(() => adoptClassifier(ending('Sigmoid', end)))).toMatchObject({
    details: { reason: { code: 'graph.behind-activation', details: { activation: 'Sigmoid' } } },
  });
});

/** The table of two in other axes, and an activation there or before. */
function reshaped(sizes: readonly number[], activation: (builder: GraphBuilder, value: string) => string): Graph {
  const open = build(['N', 3, 2, 2], [-1, 12]);
  const builder = createBuilder({ ...open, outputs: new Map() });
  const answer = activation(builder, builder.node('Reshape', ['y', builder.ints([-1, ...sizes])]));
  builder.output(answer, { type: 'float32', dims: ['N', ...sizes] });
  return builder.finish();
}

test.each<[string, readonly number[]]>([
  ['labels and places', [2, 1, 1]],
  ['places and labels', [1, 1, 2]],
])('answers with axes for %s become a table', (_claim, sizes) => {
  const axis = { axis: int(1 + sizes.indexOf(2)) };
  const same = { logits: 'y', labels: 2 };
  expect(adoptClassifier(reshaped(sizes, (_, value) => value))).toMatchObject({ ...same, activation: null });
  expect(adoptClassifier(reshaped(sizes, (b, value) => b.node('Softmax', [value], axis)))).toMatchObject({
    ...same,
    activation: 'softmax',
  });
  const wrong = reshaped(sizes, (b, value) => b.node('Softmax', [value], { axis: int(2) }));
  expect(reasonThrownBy(() => adoptClassifier(wrong))).toMatchObject({
    details: { reason: { code: 'graph.softmax-axis', details: { axis: 2 } } },
  });
});

test('the answers of a convolution [N, labels, 1, 1] become a table', () => {
  const builder = createBuilder({ name: 'convolutional' });
  const input = builder.input('x', { type: 'float32', dims: ['N', 3, 4, 4] });
  const kernel = builder.initializer('kernel', float32([2, 3, 1, 1], new Float32Array(6)));
  const map = builder.node('Conv', [builder.node('GlobalAveragePool', [input]), kernel]);
  builder.output(map, { type: 'float32', dims: ['N', 2, 1, 1] });
  const adopted = adoptClassifier(builder.finish());
  expect(adopted.labels).toBe(2);
  expect(inferShapes(adopted.graph).get(adopted.logits)!.dims).toEqual(['N', 2]);
});

test('one answer an image [N] becomes a table of two', () => {
  const open = build(['N', 3, 2, 2], [-1, 12]);
  const builder = createBuilder({ ...open, outputs: new Map() });
  const one = builder.node('ReduceMax', ['y', builder.ints([1])], { keepdims: int(0) });
  builder.output(builder.node('Sigmoid', [one]), { type: 'float32', dims: ['N'] });
  const adopted = adoptClassifier(builder.finish());
  expect(adopted).toMatchObject({ labels: 2, activation: 'softmax' });
  expect(inferShapes(adopted.graph).get(adopted.logits)!.dims).toEqual(['N', 2]);
});

/** A convolution of an image whose axes all have names. */
function convolved(channels: number, isLast = false): Graph {
  const builder = createBuilder({ name: 'named' });
  const input = builder.input('x', { type: 'float32', dims: ['b', 'one', 'two', 'three'] });
  const first = isLast ? builder.node('Transpose', [input], { perm: ints([0, 3, 1, 2]) }) : input;
  const kernel = builder.initializer('kernel', float32([2, channels, 1, 1], new Float32Array(2 * channels)));
  const map = builder.node('Conv', [builder.node('Div', [first, builder.scalar(255)]), kernel]);
  const mean = builder.node('Flatten', [builder.node('GlobalAveragePool', [map])], {}, 'y');
  builder.output(mean, { type: 'float32', dims: ['b', 2] });
  return builder.finish();
}

test('the channels of an image whose axes all have names are those of its first convolution', () => {
  expect(adoptClassifier(convolved(1), { size: 8 })).toMatchObject({ channels: 1, height: 8, width: 8 });
  expect(adoptClassifier(convolved(3, true), { size: 8 }).graph.inputs.get('x')!.dims).toEqual(['b', 3, 8, 8]);
  expect(() => adoptClassifier(convolved(2), { size: 8 })).toThrow(UnsupportedGraph);
});

test('the channels are those that were named where no convolution tells', () => {
  const open = build(['N', 'c', 'h', 'w'], [-1, 12]);
  expect(() => adoptClassifier(open, { size: 2 })).toThrow(UnsupportedGraph);
  expect(adoptClassifier(open, { size: 2, channels: 3 })).toMatchObject({ channels: 3 });
});

test.each<[string, Graph, Clause]>([
  [
    'that wants more than an image',
    build(['N', 3, 2, 2], [-1, 12], ['age']),
    clauseOf('graph.more-inputs', { inputs: ['x', 'age'] }),
  ],
  [
    'of five channels',
    build(['N', 5, 4, 4], [-1, 12]),
    atInput('x', clauseOf('graph.not-an-image', { dims: ['N', 5, 4, 4] })),
  ],
])('a graph %s is refused', (_claim, graph, reason) => {
  expect(reasonThrownBy(() => adoptClassifier(graph))).toEqual(reason);
  expect(() => adoptClassifier(graph)).toThrow(UnsupportedGraph);
});

test('a graph whose answer mixes the images is refused', () => {
  const builder = createBuilder({ name: 'mixing' });
  const input = builder.input('x', { type: 'float32', dims: [1, 3, 2, 2] });
  const sum = builder.node('ReduceSum', [input, builder.ints([0])], { keepdims: { kind: 'int', value: 1 } });
  const flat = builder.node('Flatten', [sum], { axis: { kind: 'int', value: 1 } });
  builder.output(flat, { type: 'float32', dims: [1, 12] });
  expect(reasonThrownBy(() => adoptClassifier(builder.finish()))).toMatchObject({
    details: { reason: clauseOf('graph.fixed-batch', {}) },
  });
});

test('the logits before a softmax are the answer, and an inner value can be named', () => {
  const builder = createBuilder({ name: 'probabilities' });
  const input = builder.input('x', { type: 'float32', dims: ['N', 3, 2, 2] });
  const turned = builder.node('Transpose', [input], { perm: ints([0, 1, 3, 2]) });
  const flat = builder.node('Flatten', [turned], { axis: { kind: 'int', value: 1 } }, 'flat');
  builder.output(builder.node('Softmax', [flat], {}, 'p'), { type: 'float32', dims: ['N', 12] });
  const graph = builder.finish();
  expect(adoptClassifier(graph)).toMatchObject({ logits: 'flat', labels: 12 });
  expect(adoptClassifier(graph, { logits: 'flat' }).graph.nodes.map(({ op }) => op)).toEqual(['Transpose', 'Flatten']);
});

test('a class token that was joined to one image is joined to each', () => {
  const builder = createBuilder({ name: 'tokens' });
  const input = builder.input('x', { type: 'float32', dims: [1, 3, 2, 2] });
  const tokens = builder.node('Reshape', [input, builder.ints([1, 4, 3])]);
  const joined = builder.node('Concat', [builder.initializer('cls', float32([1, 1, 3], [1, 2, 3])), tokens], {
    axis: { kind: 'int', value: 1 },
  });
  builder.output(builder.node('Reshape', [joined, builder.ints([1, 15])], {}, 'y'), { type: 'float32', dims: [1, 15] });
  const { graph } = adoptClassifier(builder.finish());
  expect(inferShapes(graph).get('y')!.dims).toEqual(['N', 15]);
  expect(graph.nodes.map(({ op }) => op)).toContain('Expand');
});
