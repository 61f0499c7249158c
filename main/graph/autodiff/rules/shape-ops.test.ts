import { expect, test } from 'vitest';
import { required } from '../../../domain/elements.ts';
import { createBuilder, int } from '../../ir/builder.ts';
import { differentiate } from '../differentiate.ts';
import { values } from '../../../../tests/support/check-gradient.ts';
import { ortTensor, run } from '../../../../tests/support/run-graph.ts';

test('the gradient of Expand sums over a batch that is known when it runs, as for a class token', async () => {
  const builder = createBuilder({ opset: 20 });
  builder.input('image', { type: 'float32', dims: ['N', 2] });
  const token = builder.input('token', { type: 'float32', dims: [1, 2] });
  const y = builder.node('Expand', [token, builder.node('Shape', ['image'])]);
  const of = builder.node('ReduceSum', [y, builder.ints([0, 1])], { keepdims: int(0) });
  const { graph, gradients } = differentiate(builder.finish(), { of, withRespectTo: [token] });
  const dx = gradients.get(token)!;
  const outputs = new Map([[dx, graph.inputs.get('token')!]]);
  const feeds = { image: ortTensor(values([5, 2], 1)), token: ortTensor(values([1, 2], 2)) };
  expect([...(required((await run({ ...graph, outputs }, feeds))[dx], dx).data as Float32Array)]).toEqual([5, 5]);
});
