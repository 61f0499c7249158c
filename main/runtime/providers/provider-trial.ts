/** The small model on which an execution provider must agree with the CPU before it is given real ones. */
import { clauseOf, type Clause } from '../../domain/messages/clause.ts';
import { createRandom } from '../../domain/statistics/random.ts';
import { float32 } from '../../domain/tensor.ts';
import { loweringFor } from '../../graph/convolutions/convolution-lowering.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import type { ProviderName, Tensors } from '../engine.ts';
import { createLocalEngine } from '../local/local-engine.ts';
import { normalTensor } from '../local/normal-tensor.ts';
import { trialGraph } from './trial-graph.ts';

/** The largest difference from the CPU's answer that still counts as the same answer. */
const TOLERANCE = 1e-3;

/** Why the provider's answer can't be trusted; null when it is the CPU's. Throws where the provider can't run it. */
export async function tryProvider(name: ProviderName): Promise<Clause | null> {
  return disagreement(await answerOf('cpu'), await answerOf(name));
}

/** The first output that differs from the one expected, and how; null when none does. */
export function disagreement(expected: Tensors, answer: Tensors): Clause | null {
  for (const [output, { dims, data }] of Object.entries(expected)) {
    const other = answer[output]!;
    if (dims.join() !== other.dims.join()) return clauseOf('provider.other-size', { output });
    const difference = largestDifference(data as Float32Array, other.data as Float32Array);
    if (!Number.isFinite(difference)) return clauseOf('provider.no-number', { output });
    if (difference > TOLERANCE) return clauseOf('provider.differs', { output, difference });
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
    const session = await engine.open({ model: writeOnnx(trialGraph(loweringFor(provider))) });
    // More than one, for a heatmap in which differences show.
    const labelWeights = float32([2, 4], [0, 0, 16, 0, 0, 0, 0, 16]);
    return await session.run({ image: normalTensor([2, 3, 16, 16], createRandom('trial image')), labelWeights });
  } finally {
    await engine.close();
  }
}
