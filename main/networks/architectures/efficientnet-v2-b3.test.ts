import { expect, test } from 'vitest';
import fixture from '../../../tests/fixtures/networks-b.json' with { type: 'json' };
import { zeros } from '../../domain/statistics/random.ts';
import { float32 } from '../../domain/tensor.ts';
import { createEfficientNetV2B3 } from './efficientnet-v2-b3.ts';
import { fromKerasLayout } from '../layers/keras-layers.ts';
import { deviation, runFormula } from '../../../tests/support/network-parity.ts';

const expected = fixture['efficientnet-v2-b3'];
const options = { labels: 5, height: 75, width: 64, channels: 3, random: zeros } as const;

test('with the same weights it gives what Keras gives, whose padding depends on odd and even sizes', async () => {
  const found = await runFormula(createEfficientNetV2B3(options), expected.image);
  expect(deviation(found.logits, { dims: [1, 5], some: expected.logits })).toBeLessThan(1e-4);
  expect(deviation(found.heatmap_features, expected.features)).toBeLessThan(1e-4);
});

test('has the variables of Keras, by name and shape, as many as Keras counts', () => {
  const { graph } = createEfficientNetV2B3(options);
  const shapes = [...graph.initializers].filter(([name]) => name.includes('/')).map(([name, { dims }]) => [name, dims]);
  expect(Object.fromEntries(shapes)).toEqual(expected.shapes);
  const full = createEfficientNetV2B3({ ...options, labels: 1000 }).graph;
  const sizes = [...full.initializers].map(([name, { data }]) => (name.includes('/') ? data.length : 0));
  expect(sizes.reduce((sum, size) => sum + size)).toBe(expected.parameters);
});

test("turns the axes of Keras's weights to those of the graph", () => {
  const kernel = float32([1, 2, 2, 3], [...Array(12).keys()]);
  const turned = fromKerasLayout('stem_conv/kernel', kernel);
  expect(turned).toEqual(float32([3, 2, 1, 2], [0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11]));
  const depthwise = fromKerasLayout('block4a_dwconv2/kernel', float32([1, 2, 3, 1], [...Array(6).keys()]));
  expect(depthwise).toEqual(float32([3, 1, 1, 2], [0, 3, 1, 4, 2, 5]));
  expect(fromKerasLayout('predictions/kernel', float32([2, 2], [1, 2, 3, 4]))).toEqual(float32([2, 2], [1, 3, 2, 4]));
  const bias = float32([2], [1, 2]);
  expect(fromKerasLayout('predictions/bias', bias)).toBe(bias);
});
