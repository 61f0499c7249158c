/** One engine process from its launch to its end: calls with numbers, answers that find their caller. */
import { faultOf } from '../../domain/faults/fault.ts';
import type { Clause } from '../../domain/messages/clause.ts';
import { ReasonError } from '../../domain/messages/reason-error.ts';
import type { Call, FromChild, ToChild } from './engine-messages.ts';
import { EngineStoppedError } from '../engine.ts';
import type { Engine, ProviderName } from '../engine.ts';
import type { Child } from './fork-child.ts';
import { ProviderUnavailableError } from '../providers/providers.ts';
import type { RefusedProvider } from '../providers/providers.ts';

export interface Readiness extends Pick<Engine, 'runtimeVersion' | 'channelBlock'> {
  readonly provider: ProviderName;
  readonly refused: readonly RefusedProvider[];
}

export interface EngineLife {
  /** Rejects with `ProviderUnavailableError`, or with `EngineStoppedError` when the process ended first. */
  readonly ready: Promise<Readiness>;
  /** The provider under trial, until one has been found. */
  trying(): ProviderName | null;
  /** Rejects with `EngineStoppedError` when the process ends, or ended before; with the signal's reason at once. */
  call(request: Call, signal?: AbortSignal): Promise<unknown>;
  /** Resolves, with how it ended, when the process has ended. */
  readonly ended: Promise<Clause>;
  end(): Promise<void>;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export function beginLife(child: Child): EngineLife {
  const pending = new Map<number, Pending>();
  const readiness = Promise.withResolvers<Readiness>();
  const ended = Promise.withResolvers<Clause>();
  // A waiting caller sees the rejection; there may be none.
  readiness.promise.catch(() => undefined);
  let trying: ProviderName | null = null;
  let count = 0;
  let end: EngineStoppedError | null = null;

  function settle(id: number): Pending | undefined {
    const waiting = pending.get(id);
    pending.delete(id);
    return waiting;
  }
  const send = (message: ToChild): void => child.send(message);
  child.onMessage((received) => {
    const message = received as FromChild;
    switch (message.kind) {
      case 'trying':
        trying = message.name;
        return;
      case 'ready':
        trying = null;
        return readiness.resolve(message);
      case 'unavailable':
        return readiness.reject(new ProviderUnavailableError(message.provider, message.reason));
      case 'result':
        return settle(message.id)?.resolve(message.value);
      case 'error':
        return settle(message.id)?.reject(new Error(message.message));
    }
  });
  child.onExit((how) => {
    end = new EngineStoppedError(faultOf('engine.stopped', {}, new ReasonError(how)));
    readiness.reject(end);
    pending.forEach((waiting) => waiting.reject(end!));
    pending.clear();
    ended.resolve(how);
  });
  return {
    ready: readiness.promise,
    trying: () => trying,
    async call(request, signal) {
      if (end !== null) throw end;
      signal?.throwIfAborted();
      const id = ++count;
      const answer = new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
      const cancel = (): void => {
        settle(id)?.reject(signal?.reason as Error);
        send({ kind: 'cancel', id });
      };
      signal?.addEventListener('abort', cancel);
      send({ kind: 'call', id, request });
      try {
        return await answer;
      } finally {
        signal?.removeEventListener('abort', cancel);
      }
    },
    ended: ended.promise,
    async end() {
      child.kill();
      await ended.promise;
    },
  };
}
