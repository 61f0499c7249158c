/**
 * ONNX Runtime for the rest of the program: sessions that take and give tensors. The same
 * interface is served in this process (`local-engine.ts`, for the engine process itself and for unit
 * tests) and by a child process (`engine-process.ts`, for everything else).
 */
import { FaultError, faultOf, type Fault } from '../domain/faults/fault.ts';
import type { Tensor } from '../domain/tensor.ts';
import type { Update } from '../graph/training/update.ts';

export type ProviderName = 'cpu' | 'cuda' | 'dml' | 'coreml' | 'webgpu';

export type Tensors = Readonly<Record<string, Tensor>>;

export interface SessionOptions {
  /** An ONNX model. */
  readonly model: Uint8Array;
  /**
   * Values that stay in the engine between runs and that the model itself carries on: input name → the output that
   * replaces it after each run. Running statistics of a training graph live here.
   */
  readonly carry?: Readonly<Record<string, string>>;
  /** Models that move further values which stay in the engine, by gradients that runs of the first one leave behind. */
  readonly update?: Update<Uint8Array>;
  /** First values of what stays; buffers of the update that begin with zeros or as the values do may be left out. */
  readonly initial?: Tensors;
}

export interface EngineSession {
  /**
   * Runs the model once; resolves to the outputs named, else to all that neither stay nor are gradients. Rejects with the
   * signal's reason at once: a run that waits is not begun, the answer of one under way is dropped.
   */
  run(feeds: Tensors, outputs?: readonly string[], signal?: AbortSignal): Promise<Tensors>;
  /** Moves the values by the gradients of all runs since it was last called, added up. `scalars`: for each group. */
  update(scalars: readonly Tensors[]): Promise<void>;
  /** Copies of the values that stay in the session, all or those named. */
  state(names?: readonly string[]): Promise<Tensors>;
  close(): Promise<void>;
}

export interface Engine {
  readonly provider: ProviderName;
  /** Version of ONNX Runtime, for provenance. */
  readonly runtimeVersion: string;
  /** Channels in a block of the layout that convolutions have on the CPU provider; 0 where there is none. */
  readonly channelBlock: number;
  open(options: SessionOptions): Promise<EngineSession>;
  /** The most memory that its process has held so far, bytes. */
  peakMemory(): Promise<number>;
  close(): Promise<void>;
}

/** The engine process ended while a run was under way. A new one starts by itself; open the session again. */
export class EngineStoppedError extends FaultError {
  override readonly name = 'EngineStoppedError';

  constructor(fault: Fault = faultOf('engine.stopped', {})) {
    super(fault);
  }
}
