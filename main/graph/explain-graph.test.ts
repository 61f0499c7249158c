import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../domain/random.ts';
import type { Tensor } from '../domain/tensor.ts';
import { float32, sizeOf } from '../domain/tensor.ts';
import { networks } from '../networks/index.ts';
import { createBuilder, int, ints } from './builder.ts';
import { withGradCam } from './explain-graph.ts';
import type { Graph } from './graph.ts';
import { UnsupportedGraph } from './unsupported-graph.ts';
import { writeOnnx } from './write-onnx.ts';

async function run(graph: Graph, feeds: Record<string, Tensor>): Promise<Record<string, Float32Array>> {
  const session = await InferenceSession.create(writeOnnx(graph), { logSeverityLevel: 3 });
  const inputs = Object.entries(feeds).map(([name, { data, dims }]) => [
    name,
    new OrtTensor('float32', data as Float32Array, dims),
  ]);
  const outputs = await session.run(Object.fromEntries(inputs));
  return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array]));
}

function noise(dims: number[], seed: string): Tensor {
  const random = createRandom(seed);
  return float32(
    dims,
    Float32Array.from({ length: sizeOf(dims) }, () => random.normal()),
  );
}

/** ReLU(Σ_c α_c A_c) of one image. */
function weightedSum(alpha: readonly number[], maps: Float32Array): number[] {
  const area = maps.length / alpha.length;
  return Array.from({ length: area }, (_, pixel) =>
    Math.max(
      0,
      alpha.reduce((sum, weight, channel) => sum + weight * maps[channel * area + pixel]!, 0),
    ),
  );
}

function expectClose(values: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(values).toHaveLength(expected.length);
  const largest = Math.max(...expected.map((value, index) => Math.abs(value - values[index]!)));
  expect(largest).toBeLessThan(tolerance);
}

const onlyLabel = (label: number, labels: number): Tensor =>
  float32(
    [1, labels],
    Array.from({ length: labels }, (_, index) => (index === label ? 1 : 0)),
  );

describe('Grad-CAM', () => {
  test('of two channels and a linear head is what one computes by hand, each image for its own label', async () => {
    const builder = createBuilder();
    builder.input('image', { type: 'float32', dims: ['N', 1, 1, 2] });
    const conv = builder.node('Conv', ['image', builder.constant(float32([2, 1, 1, 1], [1, -1]))]);
    const map = builder.node('Relu', [conv], {}, 'map');
    const pooled = builder.node('Flatten', [builder.node('GlobalAveragePool', [map])]);
    const weight = builder.constant(float32([2, 2], [4, 8, -6, 2]));
    builder.output(builder.node('Gemm', [pooled, weight], { transB: int(1) }, 'logits'), {
      type: 'float32',
      dims: ['N', 2],
    });
    const graph = withGradCam(builder.finish(), { logits: 'logits', heatmap: 'map' });
    const { gradCam, logits } = await run(graph, {
      image: float32([3, 1, 1, 2], [3, -1, 3, -1, 3, -1]),
      labelWeights: float32([3, 2], [1, 0, 0, 1, 0, 0]),
    });
    // The channels are [3, 0] and [0, 1]; the weights of label 0 over two pixels 2 and 4, of label 1 -3 and 1.
    expect([...gradCam!]).toEqual([6, 4, 0, 1, 0, 0]);
    expect([...logits!]).toEqual([10, -8, 10, -8, 10, -8]);
  });

  test.each(Object.keys(networks))('of %s is the map weighted by its linear layer; the logits stay', async (name) => {
    const { graph } = networks[name]!.create({
      labels: 2,
      height: 32,
      width: 48,
      channels: 1,
      random: createRandom(3),
    });
    const image = noise([1, 1, 32, 48], 'image');
    const plain = await run(graph, { image });
    const explained = withGradCam(graph, { logits: 'logits', heatmap: 'heatmap_features' });
    const weight = graph.initializers.get('fc.weight')!;
    const channels = weight.dims[1]!;
    const maps = plain.heatmap_features!;
    const peaks = [];
    for (const label of [0, 1]) {
      const { gradCam, logits } = await run(explained, { image, labelWeights: onlyLabel(label, 2) });
      const row = (weight.data as Float32Array).subarray(label * channels, (label + 1) * channels);
      const alpha = Array.from(row, (value) => value / (maps.length / channels));
      const expected = weightedSum(alpha, maps);
      expectClose(gradCam!, expected, 1e-6 * Math.max(...maps));
      expectClose(logits!, [...plain.logits!], 1e-5);
      peaks.push(Math.max(...expected) / Math.max(...maps));
    }
    expect(Math.max(...peaks)).toBeGreaterThan(1e-3);
  });

  test('of a map with a convolution above it agrees with central differences', async () => {
    const builder = createBuilder();
    builder.input('map', { type: 'float32', dims: ['N', 3, 4, 5] });
    const conv = builder.node('Conv', ['map', builder.constant(noise([6, 3, 3, 3], 'conv'))], {
      pads: ints([1, 1, 1, 1]),
    });
    const pooled = builder.node('Flatten', [builder.node('GlobalAveragePool', [builder.node('Sigmoid', [conv])])]);
    builder.output(builder.node('Gemm', [pooled, builder.constant(noise([6, 2], 'fc'))], {}, 'logits'), {
      type: 'float32',
      dims: ['N', 2],
    });
    const forward = builder.finish();
    const map = noise([1, 3, 4, 5], 'map');
    const graph = withGradCam(forward, { logits: 'logits', heatmap: 'map' });
    const { gradCam } = await run(graph, { map, labelWeights: onlyLabel(1, 2) });

    // The mean gradient over a channel is the slope when the whole channel is raised, divided by its pixels. A step of
    // 0.02 keeps both the curvature and the rounding of single precision below 1e-3.
    const step = 0.02;
    const raised = [0, 1, 2].flatMap((channel) =>
      [step, -step].map((by) =>
        Float32Array.from(
          map.data as Float32Array,
          (value, index) => value + (Math.floor(index / 20) === channel ? by : 0),
        ),
      ),
    );
    const { logits } = await run(forward, {
      map: float32(
        [6, 3, 4, 5],
        raised.flatMap((each) => [...each]),
      ),
    });
    const alpha = [0, 1, 2].map((channel) => (logits![channel * 4 + 1]! - logits![channel * 4 + 3]!) / (2 * step) / 20);
    expectClose(gradCam!, weightedSum(alpha, map.data as Float32Array), 1e-3);
    expect(Math.max(...gradCam!)).toBeGreaterThan(0.01);
  });

  test('leaves the graph that it is given as it was', () => {
    const { graph } = networks['small-cnn']!.create({
      labels: 2,
      height: 32,
      width: 32,
      channels: 1,
      random: createRandom(3),
    });
    const before = writeOnnx(graph);
    withGradCam(graph, { logits: 'logits', heatmap: 'heatmap_features' });
    expect(writeOnnx(graph)).toEqual(before);
  });

  test('is refused for a value that is no map, and for one that the logits do not depend on', () => {
    const { graph } = networks['small-cnn']!.create({
      labels: 2,
      height: 32,
      width: 32,
      channels: 1,
      random: createRandom(3),
    });
    expect(() => withGradCam(graph, { logits: 'logits', heatmap: 'features' })).toThrow(UnsupportedGraph);
    const builder = createBuilder(graph);
    builder.node('Relu', ['heatmap_features'], {}, 'aside');
    expect(() => withGradCam(builder.finish(), { logits: 'logits', heatmap: 'aside' })).toThrow('does not depend');
  });
});
