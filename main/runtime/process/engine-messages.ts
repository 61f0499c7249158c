/** Messages between the engine process and its parent. */
import type { Clause } from '../../domain/messages/clause.ts';
import type { ProviderName, SessionOptions, Tensors } from '../engine.ts';
import type { RefusedProvider } from '../providers/providers.ts';

/** The first message: which provider to find. */
export interface StartMessage {
  readonly kind: 'start';
  readonly provider?: ProviderName | undefined;
  readonly threads?: number | undefined;
  readonly excluded: readonly RefusedProvider[];
  readonly isBackground?: boolean | undefined;
}

/** One call of the engine or of a session, by a session number that the child gave. */
export type Call =
  /** First values for the session that is opened with this number next. */
  | { readonly call: 'stage'; readonly stage: number; readonly values: Tensors }
  | { readonly call: 'open'; readonly options: Omit<SessionOptions, 'initial'>; readonly stage?: number }
  | {
      readonly call: 'run';
      readonly session: number;
      readonly feeds: Tensors;
      readonly outputs?: readonly string[] | undefined;
    }
  | { readonly call: 'update'; readonly session: number; readonly scalars: readonly Tensors[] }
  | { readonly call: 'state'; readonly session: number; readonly names?: readonly string[] | undefined }
  | { readonly call: 'close'; readonly session: number }
  | { readonly call: 'peak memory' };

/** `cancel`: the answer of the call with this number is no longer needed. */
export type ToChild =
  | StartMessage
  | { readonly kind: 'call'; readonly id: number; readonly request: Call }
  | { readonly kind: 'cancel'; readonly id: number };

/** Result of `open` is the session's number, of `run` and `state` the tensors, of `peak memory` a number, else nothing. */
export type FromChild =
  | { readonly kind: 'trying'; readonly name: ProviderName }
  | {
      readonly kind: 'ready';
      readonly provider: ProviderName;
      readonly runtimeVersion: string;
      readonly channelBlock: number;
      readonly refused: readonly RefusedProvider[];
    }
  | { readonly kind: 'unavailable'; readonly provider: ProviderName; readonly reason: Clause }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly message: string };
