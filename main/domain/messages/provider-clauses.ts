import type { CodedMessage, NoDetails } from './coded-message.ts';

/** Why an execution provider is not used on this machine, or the engine has ended. */
export interface ProviderClauses {
  /** ONNX Runtime was built without it. */
  'provider.absent': NoDetails;
  'provider.not-started': NoDetails;
  /** In a trial, against the CPU. */
  'provider.other-size': { readonly output: string };
  'provider.no-number': { readonly output: string };
  'provider.differs': { readonly output: string; readonly difference: number };
  /** The process went down with it: `engine.ended-…`. */
  'provider.ended': { readonly end: CodedMessage };
  /** How the process that runs ONNX Runtime ended. */
  'engine.ended-with-code': { readonly exitCode: number };
  'engine.ended-by-signal': { readonly signal: string };
}
