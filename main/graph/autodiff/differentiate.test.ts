import { reasonThrownBy } from '../../../tests/support/reason-thrown-by.ts';
import { clauseOf } from '../../domain/messages/clause.ts';
import { atValue } from '../ir/unsupported-graph.ts';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { required } from '../../domain/elements.ts';
import { float32 } from '../../domain/tensor.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { createBuilder, int, ints } from '../ir/builder.ts';
import { UnsupportedOperatorError, differentiate } from './differentiate.ts';
import { ortTensor, run } from '../../../tests/support/run-graph.ts';
import type { Graph } from '../ir/graph.ts';
import { inferShapes } from '../shapes/infer-shapes.ts';
import { writeOnnx } from '../onnx/write-onnx.ts';

/** A graph of x [3] whose value `y` is one number. */
function graphOf(build: (builder: GraphBuilder, x: string) => string): Graph {
  const builder = createBuilder();
  const y = build(builder, builder.input('x', { type: 'float32', dims: [3] }));
  builder.node('ReduceSum', [y], {}, 'y');
  const graph = builder.finish();
  return { ...graph, outputs: new Map([['y', inferShapes(graph).get('y')!]]) };
}

async function gradientAt(graph: Graph, x: number[]): Promise<number[]> {
  const result = differentiate(graph, { of: 'y', withRespectTo: ['x'] });
  const dx = result.gradients.get('x')!;
  const outputs = await run(
    { ...result.graph, outputs: new Map([[dx, graph.inputs.get('x')!]]) },
    { x: ortTensor(float32([3], x)) },
  );
  return [...(required(outputs[dx], dx).data as Float32Array)];
}

test('adds the gradients of all uses of a value', async () => {
  const graph = graphOf((builder, x) => builder.node('Add', [builder.node('Mul', [x, x]), builder.node('Neg', [x])]));
  expect(await gradientAt(graph, [1, 2, 3])).toEqual([1, 3, 5]);
});

test('passes nothing through comparisons and roundings', async () => {
  const graph = graphOf((builder, x) => builder.node('Mul', [x, builder.node('Floor', [x])]));
  expect(await gradientAt(graph, [1.5, 2.5, -0.5])).toEqual([1, 2, -1]);
});

test('differentiates only what lies between: an operator without a rule elsewhere does not stop it', () => {
  const builder = createBuilder(graphOf((inner, x) => inner.node('Exp', [x])));
  builder.node('Mod', ['y', 'y'], { fmod: int(1) }, 'beyond');
  const constant = builder.initializer('constant', float32([3], [1, 2, 3]));
  builder.node('Mod', [constant, constant], { fmod: int(1) }, 'aside');
  expect(() => differentiate(builder.finish(), { of: 'y', withRespectTo: ['x'] })).not.toThrow();
});

test('names the operator without a rule and its node', () => {
  const graph = graphOf((builder, x) => builder.node('Mod', [x, x], { fmod: int(1) }, 'strange'));
  const attempt = (): unknown => differentiate(graph, { of: 'y', withRespectTo: ['x'] });
  expect(attempt).toThrow(UnsupportedOperatorError);
  expect(attempt).toThrow('Mod at node "strange.node": graph.no-gradient-rule');
});

test('names an operator of another domain with its domain', () => {
  const graph = graphOf((builder, x) => builder.node('Exp', [x]));
  const nodes = graph.nodes.map((node) => (node.op === 'Exp' ? { ...node, domain: 'com.microsoft' } : node));
  expect(() => differentiate({ ...graph, nodes }, { of: 'y', withRespectTo: ['x'] })).toThrow('com.microsoft');
});

test('says so when the value does not depend on what it is differentiated by', () => {
  const builder = createBuilder(graphOf((inner, x) => inner.node('Exp', [x])));
  builder.input('other', { type: 'float32', dims: [1] });
  expect(reasonThrownBy(() => differentiate(builder.finish(), { of: 'y', withRespectTo: ['other'] }))).toEqual(
    atValue('other', clauseOf('graph.independent', { of: 'y' })),
  );
});

test('refuses to differentiate several numbers at once without a seed', () => {
  const graph = graphOf((builder, x) => builder.node('Exp', [x], {}, 'several'));
  expect(() => differentiate(graph, { of: 'several', withRespectTo: ['x'] })).toThrow('without a seed');
});

test('takes a constant as the gradient that arrives', async () => {
  const graph = graphOf((builder, x) => builder.node('Exp', [x], {}, 'several'));
  const builder = createBuilder(graph);
  const seed = builder.constant(float32([3], [1, 2, 3]));
  const result = differentiate(builder.finish(), { of: 'several', seed, withRespectTo: ['x'] });
  const dx = result.gradients.get('x')!;
  const outputs = new Map([[dx, graph.inputs.get('x')!]]);
  const found = await run({ ...result.graph, outputs }, { x: ortTensor(float32([3], [0, 0, 0])) });
  expect([...(required(found[dx], dx).data as Float32Array)]).toEqual([1, 2, 3]);
});

test('leaves the graph that it is given as it was', () => {
  const graph = graphOf((builder, x) =>
    builder.node('MaxPool', [builder.node('Reshape', [x, builder.ints([1, 1, 3])])], { kernel_shape: ints([2]) }),
  );
  for (const node of graph.nodes) Object.freeze(node);
  const hash = (): string => createHash('sha256').update(writeOnnx(graph)).digest('hex');
  const before = hash();
  differentiate(Object.freeze(graph), { of: 'y', withRespectTo: ['x'] });
  expect(hash()).toBe(before);
});
