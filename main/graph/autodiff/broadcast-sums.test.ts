import { expect, test } from 'vitest';
import { float32 } from '../../domain/tensor.ts';
import { createBuilder, int } from '../ir/builder.ts';
import { differentiate } from './differentiate.ts';
import { ortTensor, run } from '../../../tests/support/run-graph.ts';

test('a gradient that is the same over a map is added without being written out first', async () => {
  const builder = createBuilder();
  const x = builder.input('x', { type: 'float32', dims: ['N', 2, 2, 2] });
  // y = x · mean x, summed: dx = mean x + mean over the map of x.
  const gate = builder.node('GlobalAveragePool', [x]);
  builder.node('ReduceSum', [builder.node('Mul', [x, gate])], { keepdims: int(0) }, 'sum');
  const { graph, gradients } = differentiate(builder.finish(), { of: 'sum', withRespectTo: [x] });
  const ops = graph.nodes.map(({ op }) => op);
  expect(ops.filter((op) => op === 'Expand')).toHaveLength(1);
  const dx = gradients.get(x)!;
  const outputs = new Map([[dx, { type: 'float32', dims: ['N', 2, 2, 2] } as const]]);
  const values = [1, 2, 3, 6, 0, 1, 0, 1];
  const results = await run({ ...graph, outputs }, { x: ortTensor(float32([1, 2, 2, 2], values)) });
  expect([...(results[dx]!.data as Float32Array)]).toEqual([6, 6, 6, 6, 1, 1, 1, 1]);
});
