import { reasonThrownBy } from '../../../tests/support/reason-thrown-by.ts';
import { clauseOf } from '../../domain/messages/clause.ts';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { float32, sizeOf } from '../../domain/tensor.ts';
import { createSmallCnn, networks } from '../../../tests/support/example-networks.ts';
import { createBuilder, int, ints } from '../ir/builder.ts';
import { UnsupportedOperatorError } from '../autodiff/differentiate.ts';
import type { Graph } from '../ir/graph.ts';
import { readOnnx } from '../onnx/read-onnx.ts';
import { renameValues } from '../ir/rename-values.ts';
import { atValue, UnsupportedGraph } from '../ir/unsupported-graph.ts';
import { writeOnnx } from '../onnx/write-onnx.ts';
import { findMap } from './find-map.ts';
import type { GraphHeatmapMethod } from './with-heatmap.ts';
import { withHeatmap } from './with-heatmap.ts';
import { openSession, ortTensor, run } from '../../../tests/support/run-graph.ts';

async function valuesOf(graph: Graph, feeds: Record<string, Tensor>): Promise<Record<string, Float32Array>> {
  const inputs = Object.entries(feeds).map(([name, tensor]) => [name, ortTensor(tensor)] as const);
  const outputs = await run(graph, Object.fromEntries(inputs));
  return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array]));
}

function noise(dims: number[], seed: string): Tensor {
  const random = createRandom(seed);
  return float32(
    dims,
    Float32Array.from({ length: sizeOf(dims) }, () => random.normal()),
  );
}

/** One-hot of the label for each image. */
function onlyLabel(label: number, labels: number, images = 1): Tensor {
  const weights = new Float32Array(images * labels);
  for (let image = 0; image < images; image++) weights[image * labels + label] = 1;
  return float32([images, labels], weights);
}

const smallCnn = (): Graph =>
  createSmallCnn({ labels: 2, height: 32, width: 32, channels: 1, random: createRandom(3) }).graph;

/** Made by tests/fixtures/heatmaps.py. */
interface ReferenceCase {
  readonly image: number[];
  readonly size: [height: number, width: number];
  readonly label: number;
  readonly labels: number;
  readonly logits: number[];
  readonly maps: Readonly<Partial<Record<GraphHeatmapMethod, number[]>>>;
}

const fixture = (name: string): Buffer => readFileSync(new URL(`../../../tests/fixtures/${name}`, import.meta.url));
const cases = JSON.parse(fixture('heatmaps.json').toString()) as Record<string, ReferenceCase>;

function referenceImage(dims: number[]): Tensor {
  const value = (_: unknown, index: number): number => Math.sin(index * 0.37) + Math.sin(index * 0.0113);
  return float32(dims, Float32Array.from({ length: sizeOf(dims) }, value));
}

describe.each(Object.entries(cases))('on the %s that PyTorch exported', (name, reference) => {
  const forward = readOnnx(fixture(`heatmaps-${name}.onnx`));
  const map = findMap(forward, 'logits')!;

  test.each(Object.entries(reference.maps) as [GraphHeatmapMethod, number[]][])(
    '%s is within 1e-3 of the reference, and the logits stay',
    async (method, expected) => {
      const graph = withHeatmap(forward, { method, logits: 'logits', heatmap: map });
      const { image: dims, label, labels } = reference;
      const { heatmap, logits } = await valuesOf(graph, {
        image: referenceImage(dims),
        labelWeights: onlyLabel(label, labels, dims[0]),
      });
      expect(graph.outputs.get('heatmap')!.dims.slice(1)).toEqual(reference.size);
      expect(heatmap).toHaveLength(expected.length);
      const largest = Math.max(...expected);
      expect(largest).toBeGreaterThan(0);
      expected.forEach((value, index) =>
        expect(Math.abs(heatmap![index]! - value)).toBeLessThan(1e-3 * Math.min(1, largest)),
      );
      reference.logits.forEach((value, index) => expect(logits![index]).toBeCloseTo(value, 4));
    },
  );
});

describe('Grad-CAM', () => {
  const options = { method: 'grad-cam', logits: 'logits', heatmap: 'map' } as const;

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
    const { heatmap, logits } = await valuesOf(withHeatmap(builder.finish(), options), {
      image: float32([3, 1, 1, 2], [3, -1, 3, -1, 3, -1]),
      labelWeights: float32([3, 2], [1, 0, 0, 1, 0, 0]),
    });
    // The channels are [3, 0] and [0, 1]; the weights of label 0 over two pixels 2 and 4, of label 1 -3 and 1.
    expect([...heatmap!]).toEqual([6, 4, 0, 1, 0, 0]);
    expect([...logits!]).toEqual([10, -8, 10, -8, 10, -8]);
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
    const pixels = map.data as Float32Array;
    const { heatmap } = await valuesOf(withHeatmap(forward, options), { map, labelWeights: onlyLabel(1, 2) });

    // The mean gradient over a channel is the slope when the whole channel is raised, divided by its pixels. A step of
    // 0.02 keeps both the curvature and the rounding of single precision below 1e-3.
    const step = 0.02;
    const isOf = (channel: number, index: number): boolean => Math.floor(index / 20) === channel;
    const raised = [0, 1, 2].flatMap((channel) =>
      [step, -step].map((by) => pixels.map((value, index) => value + (isOf(channel, index) ? by : 0))),
    );
    const { logits } = await valuesOf(forward, {
      map: float32(
        [6, 3, 4, 5],
        raised.flatMap((each) => [...each]),
      ),
    });
    const alpha = [0, 1, 2].map((channel) => (logits![channel * 4 + 1]! - logits![channel * 4 + 3]!) / (2 * step) / 20);
    const expected = Array.from({ length: 20 }, (_, pixel) =>
      Math.max(
        0,
        alpha.reduce((sum, weight, channel) => sum + weight * pixels[channel * 20 + pixel]!, 0),
      ),
    );
    expected.forEach((value, pixel) => expect(Math.abs(heatmap![pixel]! - value)).toBeLessThan(1e-3));
    expect(Math.max(...heatmap!)).toBeGreaterThan(0.01);
  });

  test('leaves the graph that it is given as it was', () => {
    const graph = smallCnn();
    const before = writeOnnx(graph);
    withHeatmap(graph, { ...options, heatmap: 'heatmap_features' });
    expect(writeOnnx(graph)).toEqual(before);
  });

  test('is the same where values and nodes of the graph have the names of what is added', async () => {
    const image = noise([1, 1, 32, 32], 'image');
    const feeds = { image, labelWeights: onlyLabel(1, 2) };
    const expected = await valuesOf(withHeatmap(smallCnn(), { ...options, heatmap: 'heatmap_features' }), feeds);
    const names = { heatmap_features: 'heatmap', 'fc.weight': 'labelWeights' };
    const found = await valuesOf(
      withHeatmap(renameValues(smallCnn(), names), { ...options, heatmap: 'heatmap' }),
      feeds,
    );
    expect(found['heatmap']).toEqual(expected['heatmap']);
    expect(found['heatmap_1']).toEqual(expected['heatmap_features']);
  });

  test('is refused for a value that is no map, and for one that the logits do not depend on', () => {
    const graph = smallCnn();
    expect(() => withHeatmap(graph, { ...options, heatmap: 'features' })).toThrow(UnsupportedGraph);
    expect(() => withHeatmap(graph, { ...options, heatmap: 'nowhere' })).toThrow(UnsupportedGraph);
    const builder = createBuilder(graph);
    builder.node('Relu', ['heatmap_features'], {}, 'aside');
    expect(reasonThrownBy(() => withHeatmap(builder.finish(), { ...options, heatmap: 'aside' }))).toEqual(
      atValue('aside', clauseOf('graph.independent', { of: 'logits' })),
    );
  });
});

/** How often each operator is left in what ONNX Runtime makes of a graph. */
async function operatorsAsRun(graph: Graph): Promise<Map<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'overread-'));
  const optimizedModelFilePath = join(folder, 'model.onnx');
  const session = await openSession(graph, { optimizedModelFilePath });
  await session.release();
  const operators = new Map<string, number>();
  for (const { op } of readOnnx(readFileSync(optimizedModelFilePath)).nodes) {
    operators.set(op, (operators.get(op) ?? 0) + 1);
  }
  rmSync(folder, { recursive: true });
  return operators;
}

test('A heatmap costs next to nothing: what ONNX Runtime fuses in a ResNet without one it fuses with one', async () => {
  const options = { labels: 2, height: 64, width: 64, channels: 3, random: createRandom(3) } as const;
  const { graph } = networks['resnet18']!.create(options);
  const plain = await operatorsAsRun(graph);
  const explaining = withHeatmap(graph, { method: 'grad-cam', logits: 'logits', heatmap: 'heatmap_features' });
  const explained = await operatorsAsRun(explaining);
  const added = [...explained].flatMap(([op, count]) => (count > (plain.get(op) ?? 0) ? [op] : []));
  // All of them run on the last map only.
  const small = ['Expand', 'Gemm', 'MatMul', 'Mul', 'ReduceMean', 'ReduceSum', 'Relu', 'Reshape', 'Shape'];
  expect(added.filter((op) => !small.includes(op))).toEqual([]);
  expect(explained.get('Relu')).toBe(1);
  expect(explained.has('BatchNormalization')).toBe(false);
});

describe('EigenCAM', () => {
  test('needs no gradient, so that it works where a layer behind the map has none', async () => {
    const builder = createBuilder(smallCnn());
    const kinked = builder.node('Mod', ['logits', builder.scalar(1e9)], { fmod: int(1) });
    builder.output(kinked, { type: 'float32', dims: ['N', 2] });
    const graph = builder.finish();
    const options = { logits: kinked, heatmap: 'heatmap_features' };
    expect(() => withHeatmap(graph, { ...options, method: 'grad-cam' })).toThrow(UnsupportedOperatorError);
    expect(withHeatmap(graph, { ...options, method: 'eigencam' }).outputs.has('heatmap')).toBe(true);
  });

  test('of a map that is the same everywhere is empty', async () => {
    const graph = withHeatmap(smallCnn(), { method: 'eigencam', logits: 'logits', heatmap: 'heatmap_features' });
    const black = float32([1, 1, 32, 32], new Float32Array(1024));
    const { heatmap } = await valuesOf(graph, { image: black, labelWeights: onlyLabel(0, 2) });
    expect(Math.max(...heatmap!)).toBeLessThan(1e-6);
    expect(heatmap!.every(Number.isFinite)).toBe(true);
  });
});

test.each(['rollout', 'chefer'] as const)('%s is refused for a network without attention', (method) => {
  const options = { method, logits: 'logits', heatmap: 'heatmap_features' };
  expect(reasonThrownBy(() => withHeatmap(smallCnn(), options))).toEqual(clauseOf('graph.no-attention', {}));
});
