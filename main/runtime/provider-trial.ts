/** The small model on which an execution provider must agree with the CPU before it is given real ones. */
import { createRandom, type Random } from '../domain/random.ts';
import { float32, sizeOf, type Tensor } from '../domain/tensor.ts';
import { createBuilder, int, ints } from '../graph/builder.ts';
import { withHeatmap } from '../graph/explain/with-heatmap.ts';
import type { Graph } from '../graph/graph.ts';
import { writeOnnx } from '../graph/write-onnx.ts';
import type { ProviderName, Tensors } from './engine.ts';
import { createLocalEngine } from './local-engine.ts';

/** The largest difference from the CPU's answer that still counts as the same answer. */
const TOLERANCE = 1e-3;

/** Why the provider's answer can't be trusted; null when it is the CPU's. Throws where the provider can't run it. */
export async function tryProvider(name: ProviderName): Promise<string | null> {
  return disagreement(await answerOf('cpu'), await answerOf(name));
}

/** The first output that differs from the one expected, in words; null when none does. */
export function disagreement(expected: Tensors, answer: Tensors): string | null {
  for (const [output, { dims, data }] of Object.entries(expected)) {
    const other = answer[output]!;
    if (dims.join() !== other.dims.join()) return `its answer to a test has another size than the CPU's (${output})`;
    const difference = largestDifference(data as Float32Array, other.data as Float32Array);
    // Not a number is no agreement either.
    if (!(difference <= TOLERANCE))
      return `its answer to a test differs from the CPU's by ${difference.toPrecision(2)} (${output})`;
  }
  return null;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0);
}

/** The trial on this provider, all outputs. */
export async function answerOf(provider: ProviderName): Promise<Tensors> {
  const engine = await createLocalEngine({ provider });
  try {
    const session = await engine.open({ model: writeOnnx(trialGraph()) });
    const labelWeights = float32([2, 4], [0, 0, 1, 0, 0, 0, 0, 1]);
    return await session.run({ image: normalTensor([2, 3, 16, 16], createRandom('trial image')), labelWeights });
  } finally {
    await engine.close();
  }
}

/**
 * A residual network in small, with every operator of Overread's own, fixed random parameters, and the
 * Grad-CAM addition: image [N,3,16,16], labelWeights [N,4] → logits [N,4], heatmap [N,4,4].
 */
export function trialGraph(): Graph {
  const random = createRandom('trial parameters');
  const graph = createBuilder({ name: 'trial' });
  const parameter = (name: string, dims: readonly number[]): string =>
    graph.initializer(name, normalTensor(dims, random));
  const constant = (name: string, value: number): string =>
    graph.initializer(name, float32([8], new Float32Array(8).fill(value)));
  const norm = [constant('scale', 1), parameter('shift', [8]), parameter('mean', [8]), constant('variance', 0.4)];
  const window = { kernel_shape: ints([2, 2]), strides: ints([2, 2]) };
  const image = graph.input('image', { type: 'float32', dims: ['N', 3, 16, 16] });
  const maps = graph.node('Conv', [image, parameter('kernel', [8, 3, 3, 3])], { pads: ints([1, 1, 1, 1]) });
  const halved = graph.node(
    'MaxPool',
    [graph.node('Relu', [graph.node('BatchNormalization', [maps, ...norm])])],
    window,
  );
  const strided = graph.node('Conv', [halved, parameter('strided', [8, 8, 3, 3])], {
    pads: ints([1, 1, 1, 1]),
    strides: ints([2, 2]),
  });
  const sum = graph.node('Add', [strided, graph.node('AveragePool', [halved], window)]);
  const features = graph.node('Relu', [sum], {}, 'features');
  const pooled = graph.node('Flatten', [graph.node('GlobalAveragePool', [features])], { axis: int(1) });
  graph.node(
    'Gemm',
    [graph.node('Dropout', [pooled]), parameter('weights', [8, 4]), parameter('bias', [4])],
    {},
    'logits',
  );
  graph.output('logits', { type: 'float32', dims: ['N', 4] });
  return withHeatmap(graph.finish(), { method: 'grad-cam', logits: 'logits', heatmap: features });
}

/** Standard normal values, divided by four so that the trial's answers stay of the order of one. */
function normalTensor(dims: readonly number[], random: Random): Tensor {
  return float32(
    dims,
    Float32Array.from({ length: sizeOf(dims) }, () => random.normal() / 4),
  );
}
