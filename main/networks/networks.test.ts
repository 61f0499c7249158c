import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../domain/random.ts';
import type { Graph } from '../graph/graph.ts';
import { writeOnnx } from '../graph/write-onnx.ts';
import { networks } from './index.ts';
import type { NetworkOptions } from './network.ts';

function build(name: string, overrides: Partial<NetworkOptions> = {}) {
  const options = { labels: 2, height: 64, width: 48, channels: 1, random: createRandom(7), ...overrides } as const;
  return networks[name]!.create(options);
}

/** Parameters that training changes: all but the running statistics and the dropout ratio. */
function countTrained(graph: Graph): number {
  const trained = [...graph.initializers].filter(([name]) => /\.(weight|bias)$/.test(name));
  return trained.reduce((sum, [, tensor]) => sum + tensor.data.length, 0);
}

async function forward(graph: Graph, batch: number) {
  const session = await InferenceSession.create(writeOnnx(graph), { logSeverityLevel: 3 });
  const [, ...dims] = graph.inputs.get('image')!.dims as [string, number, number, number];
  const size = dims.reduce((product, dim) => product * dim, 1);
  const random = createRandom('image');
  const one = Float32Array.from({ length: size }, () => random.normal());
  const images = new Float32Array(batch * size);
  for (let index = 0; index < batch; index++) images.set(one, index * size);
  const { logits, heatmap_features: features } = await session.run({
    image: new OrtTensor('float32', images, [batch, ...dims]),
  });
  return { logits: logits!, features: features! };
}

describe.each([
  ['small-cnn', 187_730, [160, 8, 6]],
  ['compact-resnet', 1_181_282, [192, 4, 3]],
])('%s', (name, parameters, map) => {
  test('has the parameters that its description says', () => {
    expect(countTrained(build(name).graph)).toBe(parameters);
  });

  test('gives the logits and the last map for any batch', async () => {
    const { logits, features } = await forward(build(name, { labels: 3 }).graph, 2);
    expect(logits.dims).toEqual([2, 3]);
    expect(features.dims).toEqual([2, ...map]);
    expect(build(name).graph.outputs.get('heatmap_features')?.dims).toEqual(['N', ...map]);
  });

  test('gives each image of a batch its own answer, which the seed determines', async () => {
    const [first, again, other] = await Promise.all(
      [7, 7, 8].map((seed) => forward(build(name, { random: createRandom(seed) }).graph, 2)),
    );
    const values = [...(first!.logits.data as Float32Array)];
    values.slice(0, 2).forEach((value, index) => expect(value).toBeCloseTo(values[index + 2]!, 5));
    expect(again!.logits.data).toEqual(first!.logits.data);
    expect(other!.logits.data).not.toEqual(first!.logits.data);
  });

  test('has logits equal to the linear layer on the mean of the last map', async () => {
    const { graph } = build(name);
    const { logits, features } = await forward(graph, 1);
    const [channels, height, width] = map as [number, number, number];
    const area = height * width;
    const maps = features.data as Float32Array;
    const means = Array.from({ length: channels }, (_, channel) =>
      maps.subarray(channel * area, (channel + 1) * area).reduce((sum, value) => sum + value / area, 0),
    );
    const weight = graph.initializers.get('fc.weight')!.data as Float32Array;
    for (let label = 0; label < 2; label++) {
      const expected = means.reduce((sum, mean, channel) => sum + mean * weight[label * channels + channel]!, 0);
      expect(logits.data[label] as number).toBeCloseTo(expected, 4);
    }
    expect(Math.min(...maps)).toBe(0);
  });

  test('starts with activations of ordinary size', async () => {
    const { features } = await forward(build(name, { height: 128, width: 128, channels: 3 }).graph, 1);
    const maps = features.data as Float32Array;
    const mean = maps.reduce((sum, value) => sum + value / maps.length, 0);
    expect(mean).toBeGreaterThan(0.01);
    expect(mean).toBeLessThan(5);
  });
});

test('compact-resnet starts with residual branches that add nothing', () => {
  const { initializers } = build('compact-resnet').graph;
  const last = [...initializers].filter(([key]) => key.endsWith('.bn2.weight'));
  expect(last).toHaveLength(5);
  for (const [, tensor] of last) expect(new Set(tensor.data as Float32Array)).toEqual(new Set([0]));
});

test('compact-resnet refuses a size that its strides do not divide', () => {
  expect(() => build('compact-resnet', { height: 100 })).toThrow('multiples of 16');
});
