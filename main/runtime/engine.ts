/**
 * What the rest of the house knows of ONNX Runtime: sessions that take and give tensors. The same
 * interface is served in this process (`local-engine.ts`, for the engine process itself and for unit
 * tests) and by a child process (`engine-process.ts`, for everything else).
 */
import type { Tensor } from '../domain/tensor.ts';

export type ProviderName = 'cpu' | 'cuda' | 'dml' | 'coreml' | 'webgpu';

export type Tensors = Readonly<Record<string, Tensor>>;

/** A model and the values that it hands on from one run to the next. */
export interface Program {
  /** An ONNX model. */
  readonly model: Uint8Array;
  /**
   * Values that stay in the engine between runs: input name → the output that replaces it after each
   * run. Parameters, optimiser moments and weight averages of a training graph live here.
   */
  readonly carry?: Readonly<Record<string, string>>;
}

export interface SessionOptions extends Program {
  /** First values of the carried inputs of all programs. */
  readonly initial?: Tensors;
  /**
   * Programs beside the first, by name, over the same carried values: each takes those that are among its inputs, such
   * as an optimiser's step after several runs that only add up gradients.
   */
  readonly further?: Readonly<Record<string, Program>>;
}

export interface EngineSession {
  /** Runs a program once, the first where none is named; resolves to the outputs named, else to all not carried. */
  run(feeds: Tensors, outputs?: readonly string[], program?: string): Promise<Tensors>;
  /** The carried values as they stand, all or those named. */
  state(names?: readonly string[]): Promise<Tensors>;
  close(): Promise<void>;
}

export interface Engine {
  readonly provider: ProviderName;
  /** Of ONNX Runtime, for provenance. */
  readonly runtimeVersion: string;
  open(options: SessionOptions): Promise<EngineSession>;
  /** The most memory that its process has held so far, bytes. */
  peakMemory(): Promise<number>;
  close(): Promise<void>;
}

/** The engine process ended while a run was under way. A new one starts by itself; open the session again. */
export class EngineStoppedError extends Error {
  override readonly name = 'EngineStoppedError';
}
