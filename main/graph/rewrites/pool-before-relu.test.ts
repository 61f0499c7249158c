import { expect, test } from 'vitest';
import { float32 } from '../../domain/tensor.ts';
import { createBuilder, ints } from '../ir/builder.ts';
import { ortTensor, run } from '../../../tests/support/run-graph.ts';
import { differentiate } from '../autodiff/differentiate.ts';
import type { Graph } from '../ir/graph.ts';
import { poolBeforeRelu } from './pool-before-relu.ts';

/** Overlapping windows over a map with ties above 0, at 0 and below, and with a window that lies below 0 as a whole. */
const map = [-1, 2, 2, 0, -3, 2, 2, 1, 0, 0, -5, 1, 1, -2, -2, -4, -1, 0, -2, -3, 5, -1, -4, -3, -2];
const feeds = {
  x: ortTensor(float32([1, 1, 5, 5], map)),
  seed: ortTensor(float32([1, 1, 3, 3], [1, 2, 4, 8, 16, 32, 64, 128, 256])),
};

function pooled(): Graph {
  const builder = createBuilder();
  const rectified = builder.node(
    'Relu',
    [builder.input('x', { type: 'float32', dims: [1, 1, 5, 5] })],
    {},
    'rectified',
  );
  const window = { kernel_shape: ints([3, 3]), strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) };
  builder.node('MaxPool', [rectified], window, 'y');
  builder.output('y', { type: 'float32', dims: [1, 1, 3, 3] });
  return builder.finish();
}

async function valueAndGradient(graph: Graph) {
  const builder = createBuilder(graph);
  const seed = builder.input('seed', { type: 'float32', dims: [1, 1, 3, 3] });
  const trained = differentiate(builder.finish(), { of: 'y', seed, withRespectTo: ['x'] });
  const dx = trained.gradients.get('x')!;
  const outputs = new Map([...graph.outputs, [dx, graph.inputs.get('x')!]]);
  const results = await run({ ...trained.graph, outputs }, feeds);
  return { y: [...(results['y']!.data as Float32Array)], dx: [...(results[dx]!.data as Float32Array)] };
}

test('a pool before its Relu gives the same values and the same gradient, at ties too', async () => {
  const moved = poolBeforeRelu(pooled());
  expect(moved.nodes.map(({ op }) => op)).toEqual(['MaxPool', 'Relu']);
  expect(await valueAndGradient(moved)).toEqual(await valueAndGradient(pooled()));
});

test('a Relu whose output something else needs stays where it is', () => {
  const asked: Graph = { ...pooled(), outputs: new Map([['rectified', { type: 'float32', dims: [1, 1, 5, 5] }]]) };
  expect(poolBeforeRelu(asked)).toEqual(asked);
  const builder = createBuilder(pooled());
  builder.node('Neg', ['rectified']);
  const shared = builder.finish();
  expect(poolBeforeRelu(shared)).toEqual(shared);
});
