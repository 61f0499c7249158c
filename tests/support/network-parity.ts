/** Compares networks with what other libraries' give for the same weights. */
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { inferShapes } from '../../main/graph/shapes/infer-shapes.ts';
import { writeOnnx } from '../../main/graph/onnx/write-onnx.ts';
import { formulaImage, withFormulaWeights } from './formula-weights.ts';
import type { Network } from '../../main/networks/network.ts';

export interface ExpectedValue {
  readonly dims: readonly number[];
  /** Some of the elements, evenly spread from the first on. */
  readonly some: readonly number[];
}

/** Every output, and further values, for weights and an image [N, C, height, width] by the formula. */
export async function runFormula(network: Network, image: readonly number[], further: readonly string[] = []) {
  const graph = withFormulaWeights(network.graph, network.blocks);
  const types = inferShapes(graph);
  const outputs = new Map([...graph.outputs, ...further.map((name) => [name, types.get(name)!] as const)]);
  const bytes = writeOnnx({ ...graph, outputs });
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const found = await session.run({ image: new OrtTensor('float32', formulaImage(image), [...image]) });
  await session.release();
  return found as Readonly<Record<string, OrtTensor>>;
}

/** The largest difference, in shares of the largest element or of 1; without end for another shape. */
export function deviation(found: OrtTensor | undefined, { dims, some }: ExpectedValue): number {
  if (found === undefined || found.dims.join() !== dims.join()) return Infinity;
  const values = found.data as Float32Array;
  const step = Math.max(1, Math.floor(values.length / 64));
  const picked = values.filter((_, index) => index % step === 0);
  if (picked.length !== some.length) return Infinity;
  const differences = some.map((value, index) => Math.abs(picked[index]! - value));
  return Math.max(...differences) / Math.max(1, ...some.map(Math.abs));
}
