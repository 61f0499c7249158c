import { expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import { float32 } from '../../domain/tensor.ts';
import { networks } from '../../../tests/support/example-networks.ts';
import { createBuilder } from '../ir/builder.ts';
import { ortTensor, run } from '../../../tests/support/run-graph.ts';
import { withFeatures } from './linear-head.ts';
import { meanOfClassifiers } from './mean-of-classifiers.ts';

test('the features of a network are what its last layer multiplies', async () => {
  const random = createRandom('features');
  const size = { labels: 3, height: 32, width: 32, channels: 1 as const };
  const { graph } = networks['small-cnn']!.create({ ...size, random });
  const found = withFeatures(graph, 'logits')!;
  const pixels = Float32Array.from({ length: 2 * 32 * 32 }, () => random.normal());
  const results = await run(found.graph, { image: ortTensor(float32([2, 1, 32, 32], pixels)) });
  const [features, logits] = [found.features, 'logits'].map((name) => results[name]!);
  const [count, weight, bias] = [features!.dims[1]!, ...headOf(graph.initializers)];
  const again = [0, 1, 2].map((label) =>
    Array.from({ length: count }, (_, i) => Number(features!.data[i]) * weight[label * count + i]!).reduce(
      (sum, value) => sum + value,
      bias[label]!,
    ),
  );
  again.forEach((value, label) => expect(Number(logits!.data[label])).toBeCloseTo(value, 4));
});

/** The last matrix and bias. */
function headOf(initializers: ReadonlyMap<string, { dims: readonly number[]; data: ArrayLike<unknown> }>) {
  const all = [...initializers.values()];
  const weight = all.findLast(({ dims }) => dims.length === 2)!;
  const bias = all.findLast(({ dims }) => dims.length === 1)!;
  return [weight, bias].map(({ data }) => Array.from(data, Number)) as [number[], number[]];
}

test('the features of a mean of networks are those of all of them', async () => {
  const random = createRandom('mean');
  const size = { labels: 2, height: 32, width: 32, channels: 1 as const };
  const graphs = [1, 2].map(() => networks['small-cnn']!.create({ ...size, random }).graph);
  const { graph } = meanOfClassifiers(graphs.map((each) => ({ graph: each, heatmap: undefined, temperature: 2 })));
  const image = ortTensor(
    float32(
      [1, 1, 32, 32],
      Float32Array.from({ length: 32 * 32 }, () => random.normal()),
    ),
  );
  const apart = graphs.map((each) => withFeatures(each, 'logits')!);
  const expected = await Promise.all(
    apart.map(async ({ graph: each, features }) => [...(await run(each, { image }))[features]!.data].map(Number)),
  );
  const together = withFeatures(graph, 'logits')!;
  const found = [...(await run(together.graph, { image }))[together.features]!.data].map(Number);
  expect(found).toHaveLength(expected.flat().length);
  expected.flat().forEach((value, i) => expect(found[i]).toBeCloseTo(value, 4));
});

test('a graph without a linear layer at its end has none', () => {
  const builder = createBuilder();
  builder.node('Relu', [builder.input('image', { type: 'float32', dims: ['N', 2] })], {}, 'logits');
  builder.output('logits', { type: 'float32', dims: ['N', 2] });
  expect(withFeatures(builder.finish(), 'logits')).toBeNull();
});
