import { describe, expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import { float32 } from '../../domain/tensor.ts';
import { createBuilder, int } from '../ir/builder.ts';
import { ortTensor, run } from '../../../tests/support/run-graph.ts';
import type { Graph } from '../ir/graph.ts';
import { replaceHead, withoutSoftmax } from './replace-head.ts';
import { sentenceOf } from '../../../tests/support/sentence-of.ts';
import { FaultError } from '../../domain/faults/fault.ts';

/** Three features to four labels, in the ways that exporters write a linear layer. */
function classifier(form: 'Gemm' | 'transposed Gemm' | 'MatMul' | 'MatMul and Add', ending?: string): Graph {
  const builder = createBuilder();
  const image = builder.input('image', { type: 'float32', dims: ['N', 3] });
  const values = Float32Array.from({ length: 12 }, (_, i) => i / 10);
  const isTransposed = form === 'transposed Gemm';
  const weight = builder.initializer('fc.weight', float32(isTransposed ? [4, 3] : [3, 4], values));
  const bias = (): string => builder.initializer('fc.bias', float32([4], [1, 2, 3, 4]));
  const named = ending === undefined ? 'logits' : 'before';
  if (form === 'MatMul') builder.node('MatMul', [image, weight], {}, named);
  else if (form === 'MatMul and Add') {
    builder.node('Add', [bias(), builder.node('MatMul', [image, weight])], {}, named);
  } else builder.node('Gemm', [image, weight, bias()], { transB: int(isTransposed ? 1 : 0) }, named);
  if (ending !== undefined) builder.node(ending, [named], {}, 'logits');
  builder.output('logits', { type: 'float32', dims: ['N', 4] });
  return builder.finish();
}

async function logitsOf(graph: Graph): Promise<{ dims: readonly number[]; data: Float32Array }> {
  const { logits } = await run(graph, { image: ortTensor(float32([2, 3], [1, 2, 3, 4, 5, 6])) });
  return { dims: logits!.dims, data: logits!.data as Float32Array };
}

describe('a new head', () => {
  test.each(['Gemm', 'transposed Gemm', 'MatMul', 'MatMul and Add'] as const)('fits behind %s', async (form) => {
    const graph = classifier(form, 'Softmax');
    const replaced = replaceHead(graph, { logits: 'logits', labels: 2, random: createRandom(1) });
    if (!replaced.ok) throw new FaultError(replaced.error);
    const { dims, data } = await logitsOf(replaced.value);
    expect(dims).toEqual([2, 2]);
    expect(Math.abs(data[0]! + data[1]! - 1)).toBeGreaterThan(1e-3);
    expect(replaced.value.outputs.get('logits')!.dims).toEqual(['N', 2]);
    expect([...replaced.value.initializers.keys()]).toEqual([...graph.initializers.keys()]);
  });

  test('takes the place of one logit that was made two-sided', async () => {
    const builder = createBuilder({ ...classifier('Gemm', 'Identity'), outputs: new Map() });
    const nothing = builder.node('Sub', ['logits', 'logits']);
    const two = builder.node('Concat', [nothing, 'logits'], { axis: int(1) }, 'two');
    builder.output(two, { type: 'float32', dims: ['N', 8] });
    const replaced = replaceHead(builder.finish(), { logits: two, labels: 3, random: createRandom(1) });
    if (!replaced.ok) throw new FaultError(replaced.error);
    expect(replaced.value.nodes.map(({ op, outputs }) => [op, ...outputs])).toEqual([['Gemm', 'two']]);
    expect(replaced.value.initializers.get('fc.weight')!.dims).toEqual([3, 3]);
  });

  test('is drawn from the given stream, within the limits of its number of features', () => {
    const of = (seed: number) =>
      replaceHead(classifier('Gemm'), { logits: 'logits', labels: 2, random: createRandom(seed) });
    const [first, again, other] = [of(1), of(1), of(2)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    const weight = first.ok ? [...first.value.initializers.get('fc.weight')!.data].map(Number) : [];
    expect(Math.max(...weight.map(Math.abs))).toBeLessThanOrEqual(1 / Math.sqrt(3));
  });

  test('is refused where the last layer is not a linear one, with its name', () => {
    const outcome = replaceHead(classifier('Gemm', 'Relu'), { logits: 'logits', labels: 2, random: createRandom(1) });
    expect(outcome.ok ? '' : sentenceOf(outcome.error)).toMatch(/come from Relu \(“logits\.node”\), not from a linear/);
  });
});

test('logits are those before a softmax', async () => {
  const plain = await logitsOf(classifier('Gemm'));
  expect((await logitsOf(withoutSoftmax(classifier('Gemm', 'Softmax'), 'logits'))).data).toEqual(plain.data);
  const graph = classifier('Gemm');
  expect(withoutSoftmax(graph, 'logits')).toBe(graph);
});
