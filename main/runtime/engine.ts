/**
 * What the rest of the house knows of ONNX Runtime: sessions that take and give tensors. The same
 * interface is served in this process (`local-engine.ts`, for the engine process itself and for unit
 * tests) and by a child process (`engine-process.ts`, for everything else).
 */
import type { Tensor } from '../domain/tensor.ts';

export type ProviderName = 'cpu' | 'cuda' | 'dml' | 'coreml' | 'webgpu';

export type Tensors = Readonly<Record<string, Tensor>>;

export interface SessionOptions {
  /** An ONNX model. */
  readonly model: Uint8Array;
  /**
   * Values that stay in the engine between runs: input name → the output that replaces it after each
   * run. Parameters, optimiser moments and weight averages of a training graph live here.
   */
  readonly carry?: Readonly<Record<string, string>>;
  /** First values of the carried inputs. */
  readonly initial?: Tensors;
}

export interface EngineSession {
  /** Runs once; resolves to the outputs named (all that are not carried, when none is named). */
  run(feeds: Tensors, outputs?: readonly string[]): Promise<Tensors>;
  /** The carried values as they stand. */
  state(): Promise<Tensors>;
  close(): Promise<void>;
}

export interface Engine {
  readonly provider: ProviderName;
  /** Of ONNX Runtime, for provenance. */
  readonly runtimeVersion: string;
  open(options: SessionOptions): Promise<EngineSession>;
  close(): Promise<void>;
}

/** The engine process ended while a run was under way. A new one starts by itself; open the session again. */
export class EngineStoppedError extends Error {
  override readonly name = 'EngineStoppedError';
}
