/** Runs graphs in ONNX Runtime on the CPU, for tests of the rooms that may not know it. */
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import type { Tensor } from '../../main/domain/tensor.ts';
import type { Graph } from '../../main/graph/ir/graph.ts';
import { writeOnnx } from '../../main/graph/onnx/write-onnx.ts';

export { createLocalEngine } from '../../main/runtime/local/local-engine.ts';
export { findChannelBlock } from '../../main/runtime/local/channel-block.ts';
export type { OrtTensor };

export type Results = InferenceSession.ReturnType;

/** A session of the graph; on one thread, with warnings of ONNX Runtime left out. */
export function openSession(graph: Graph, options: InferenceSession.SessionOptions = {}): Promise<InferenceSession> {
  return InferenceSession.create(writeOnnx(graph), { intraOpNumThreads: 1, logSeverityLevel: 4, ...options });
}

/** Runs a graph once. */
export async function run(graph: Graph, feeds: Readonly<Record<string, OrtTensor>>): Promise<Results> {
  const session = await openSession(graph);
  return session.run(feeds);
}

export function ortTensor({ type, data, dims }: Tensor): OrtTensor {
  return new OrtTensor(type as 'float32', data as Float32Array, dims);
}
