/** For tests: a network that PyTorch exported against PyTorch's own logits and gradients. */
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { sizeOf } from '../../main/domain/tensor.ts';
import { createBuilder } from '../../main/graph/ir/builder.ts';
import { toCanonical } from '../../main/graph/canonical/to-canonical.ts';
import type { Differentiated } from '../../main/graph/autodiff/differentiate.ts';
import { differentiate } from '../../main/graph/autodiff/differentiate.ts';
import type { Graph } from '../../main/graph/ir/graph.ts';
import { parametersOf } from '../../main/graph/ir/parameters.ts';
import { writeOnnx } from '../../main/graph/onnx/write-onnx.ts';

/** Numbers by PyTorch, for the image sin(0.37·i) and the gradient cos(i) arriving at the logits. */
export interface ExpectedGradients {
  /** [N, C, H, W] */
  readonly image: readonly number[];
  readonly logits: readonly number[];
  /** For each parameter's gradient, its length and its product with sin(1 + 0.7·i). */
  readonly gradients: Readonly<Record<string, { readonly norm: number; readonly product: number }>>;
}

export interface ExportComparison {
  /** The values that differ by more than the tolerance; empty where all agree. */
  readonly faults: readonly string[];
  readonly logitError: number;
  readonly gradientError: number;
  /** How many parameters still have PyTorch's name; exporters transpose others and number them. */
  readonly named: number;
  readonly trained: number;
}

/** Relative; for single precision through some hundred layers. */
const TOLERANCE = 2e-3;

/** Gradients shorter than this share of the longest are noise. */
const NOISE = 1e-4;

/** Differentiates the logits by every parameter and runs the graph on the CPU. */
export async function compareExport(given: Graph, expected: ExpectedGradients): Promise<ExportComparison> {
  const wanted = [...parametersOf(given), ...Object.keys(expected.gradients)];
  const trained = [...new Set(wanted)].filter((name) => given.initializers.has(name));
  const [[image], [logits]] = [[...given.inputs.keys()], [...given.outputs.keys()]];
  const { graph, gradients } = gradientGraph(given, logits!, trained);
  const session = await InferenceSession.create(writeOnnx(graph), { logSeverityLevel: 4, intraOpNumThreads: 1 });
  const [batch] = expected.image;
  const results = await session.run({
    [image!]: formula(expected.image, (index) => Math.sin(0.37 * index)),
    upstream: formula([batch!, expected.logits.length / batch!], Math.cos),
  });
  const data = (value: string): Float32Array => results[value]!.data as Float32Array;
  const found = new Map([...gradients].map(([name, gradient]) => [name, data(gradient)]));
  const errors = gradientErrors(found, expected.gradients);
  const logitError = largest(expected.logits.map((value, index) => Math.abs(value - data(logits!)[index]!)));
  const relative = logitError / Math.hypot(...expected.logits);
  const faults = [...errors].filter(([, error]) => !(error < TOLERANCE)).map(([name, error]) => `${name}: ${error}`);
  return {
    faults: relative < TOLERANCE ? faults : [`logits: ${relative}`, ...faults],
    logitError: relative,
    gradientError: largest([...errors.values()]),
    named: [...errors.keys()].filter((name) => found.has(name)).length,
    trained: found.size,
  };
}

function formula(dims: readonly number[], value: (index: number) => number): OrtTensor {
  return new OrtTensor(
    'float32',
    Float32Array.from({ length: sizeOf(dims) }, (_, index) => value(index)),
    dims,
  );
}

const largest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);

function gradientGraph(model: Graph, logits: string, withRespectTo: readonly string[]): Differentiated {
  const builder = createBuilder(toCanonical(model, withRespectTo));
  builder.input('upstream', model.outputs.get(logits)!);
  const result = differentiate(builder.finish(), { of: logits, seed: 'upstream', withRespectTo });
  const outputs = new Map(result.graph.outputs);
  for (const [name, gradient] of result.gradients) {
    outputs.set(gradient, { type: 'float32', dims: model.initializers.get(name)!.dims });
  }
  return { ...result, graph: { ...result.graph, outputs } };
}

/** Relative errors by PyTorch's names. A gradient without its name is looked for by its length. */
function gradientErrors(
  found: ReadonlyMap<string, Float32Array>,
  expected: ExpectedGradients['gradients'],
): Map<string, number> {
  const noise = NOISE * largest(Object.values(expected).map(({ norm }) => norm));
  const unnamed = [...found].filter(([name]) => !(name in expected)).map(([, data]) => lengthOf(data));
  const errorOf = (name: string, norm: number, product: number): number => {
    const own = found.get(name);
    if (own !== undefined) return Math.abs(productOf(own) - product) / Math.max(norm * Math.sqrt(own.length), noise);
    const distances = unnamed.map((length) => Math.abs(length - norm) / Math.max(norm, noise));
    return distances.reduce((a, b) => Math.min(a, b), Infinity);
  };
  return new Map(Object.entries(expected).map(([name, { norm, product }]) => [name, errorOf(name, norm, product)]));
}

function productOf(values: Float32Array): number {
  return values.reduce((sum, value, index) => sum + value * Math.sin(1 + 0.7 * index), 0);
}

function lengthOf(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
