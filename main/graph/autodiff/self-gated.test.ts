import { expect, test } from 'vitest';
import { required } from '../../domain/elements.ts';
import { float32 } from '../../domain/tensor.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { createBuilder } from '../ir/builder.ts';
import { differentiate } from './differentiate.ts';
import { ortTensor, run } from '../../../tests/support/run-graph.ts';

const POINTS = [-6, -1.28, -0.3, 0, 0.4, 2, 7];

/** The gradient of Σ of what `build` makes of x and σ(x), and how many nodes have to do with it. */
async function gradientOf(build: (builder: GraphBuilder, x: string, gate: string) => string) {
  const builder = createBuilder();
  const x = builder.input('x', { type: 'float32', dims: [POINTS.length] });
  builder.node('ReduceSum', [build(builder, x, builder.node('Sigmoid', [x]))], {}, 'sum');
  const { graph, gradients } = differentiate(builder.finish(), { of: 'sum', withRespectTo: ['x'] });
  const dx = gradients.get('x')!;
  const outputs = new Map([[dx, graph.inputs.get('x')!]]);
  const results = await run({ ...graph, outputs }, { x: ortTensor(float32([POINTS.length], POINTS)) });
  return {
    dx: Array.from(required(results[dx], dx).data as Float32Array),
    products: graph.nodes.filter(({ op }) => op === 'Mul'),
  };
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const slope = (x: number): number => sigmoid(x) * (1 + x * (1 - sigmoid(x)));

const close = (numbers: readonly number[]): unknown[] => numbers.map((each) => expect.closeTo(each, 5));

test.each([
  ['the value first', false],
  ['the gate first', true],
])('SiLU has its own gradient in two products: %s', async (_name, isTurned) => {
  const { dx, products } = await gradientOf((builder, x, gate) =>
    builder.node('Mul', isTurned ? [gate, x] : [x, gate]),
  );
  expect(dx).toEqual(close(POINTS.map(slope)));
  // With that of the forward pass.
  expect(products).toHaveLength(3);
});

test('a gate that is used once more passes that on by itself', async () => {
  const { dx } = await gradientOf((builder, x, gate) =>
    builder.node('Add', [builder.node('Mul', [x, gate]), builder.node('Exp', [gate])]),
  );
  const ofGate = (x: number): number => Math.exp(sigmoid(x)) * sigmoid(x) * (1 - sigmoid(x));
  expect(dx).toEqual(close(POINTS.map((x) => slope(x) + ofGate(x))));
});
