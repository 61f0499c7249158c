import { expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import { float32, sizeOf } from '../../domain/tensor.ts';
import { createBuilder, int } from '../ir/builder.ts';
import type { Graph } from '../ir/graph.ts';
import { layersOf, parameterCount, randomiseLayers } from './randomise-layers.ts';

const ramp = (...dims: number[]) =>
  float32(
    dims,
    Array.from({ length: sizeOf(dims) }, (_, i) => i),
  );

/** Two convolutions, the first with normalisation, and a head. */
function makeGraph(): Graph {
  const b = createBuilder();
  const image = b.input('image', { type: 'float32', dims: ['N', 1, 8, 8] });
  const first = b.node('Conv', [image, b.initializer('conv1', ramp(4, 1, 3, 3))]);
  const statistics = ['mean', 'variance'].map((name) => b.initializer(name, ramp(4)));
  const scale = ['scale', 'shift'].map((name) => b.initializer(name, ramp(4)));
  const normal = b.node('BatchNormalization', [first, ...scale, ...statistics]);
  const second = b.node('Conv', [normal, b.initializer('conv2', ramp(5, 4, 3, 3)), b.initializer('bias2', ramp(5))]);
  const flat = b.node('Flatten', [b.node('GlobalAveragePool', [second])], { axis: int(1) });
  b.output(b.node('Gemm', [flat, b.initializer('head', ramp(5, 2))]), { type: 'float32', dims: ['N', 2] });
  return b.finish();
}

test('a layer is a kernel with the scales and biases behind it, and the head is the last', () => {
  const graph = makeGraph();
  expect(layersOf(graph)).toEqual([['conv1', 'scale', 'shift'], ['conv2', 'bias2'], ['head']]);
  expect(parameterCount(graph, layersOf(graph).slice(1))).toBe(180 + 5 + 10);
});

test('the chosen layers keep their numbers in another order; the other layers and the graph itself stay', () => {
  const graph = makeGraph();
  const before = new Map([...graph.initializers].map(([name, { data }]) => [name, data.slice()]));
  const random = randomiseLayers(graph, layersOf(graph).slice(1), createRandom(1));
  for (const name of ['conv1', 'scale', 'shift', 'mean', 'variance'])
    expect(random.initializers.get(name)!.data).toEqual(before.get(name));
  for (const name of ['conv2', 'head']) {
    const data = random.initializers.get(name)!.data;
    expect(data).not.toEqual(before.get(name));
    expect([...data].map(Number).toSorted((a, b) => a - b)).toEqual([...before.get(name)!].map(Number));
    expect(graph.initializers.get(name)!.data).toEqual(before.get(name));
  }
});

test('the same seed forgets in the same way', () => {
  const graph = makeGraph();
  const [one, same, other] = [1, 1, 2].map((seed) => randomiseLayers(graph, layersOf(graph), createRandom(seed)));
  expect(one!.initializers).toEqual(same!.initializers);
  expect(one!.initializers.get('conv2')).not.toEqual(other!.initializers.get('conv2'));
});

test('layers of a mean of two networks stand by their depth: forgetting from the head forgets both heads first', () => {
  const b = createBuilder();
  const image = b.input('image', { type: 'float32', dims: ['N', 4] });
  const member = (name: string): string => {
    const hidden = b.node('Relu', [b.node('Gemm', [image, b.initializer(`${name}.hidden`, ramp(4, 3))])]);
    return b.node('Gemm', [hidden, b.initializer(`${name}.head`, ramp(3, 2))]);
  };
  const [one, other] = [member('one'), member('other')];
  b.output(b.node('Add', [one, other]), { type: 'float32', dims: ['N', 2] });
  expect(layersOf(b.finish())).toEqual([['one.hidden'], ['other.hidden'], ['one.head'], ['other.head']]);
});
