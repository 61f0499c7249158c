import type { Clause } from '../messages/clause.ts';
import type { NoDetails } from '../messages/coded-message.ts';

/** The engine process, and the execution providers of ONNX Runtime. */
export interface EngineFaults {
  /** It ended while it worked; the cause says how. */
  'engine.stopped': NoDetails;
  'engine.keeps-stopping': NoDetails;
  /** The reason is a clause, perhaps in ONNX Runtime's words. */
  'engine.provider-unavailable': { readonly provider: string; readonly reason: Clause };
}
