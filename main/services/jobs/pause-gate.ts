/** How a piece of work learns that it shall rest, and when it may go on. */

export interface Pauses {
  /** Aborts when a pause is wanted; another one after each rest. Work in pieces looks at it between them. */
  wanted(): AbortSignal;
  /**
   * To be called when the work rests. Resolves when it shall go on, at once where nobody wants a pause any more; rejects with the
   * reason of the job's signal when it is cancelled.
   */
  rest(): Promise<void>;
}

export interface PauseGate extends Pauses {
  pause(): void;
  resume(): void;
}

/** @param cancelled the job's signal. */
export function createPauseGate(onState: (state: 'running' | 'paused') => void, cancelled: AbortSignal): PauseGate {
  let wish = new AbortController();
  let resumed = Promise.withResolvers<void>();
  cancelled.addEventListener('abort', () => resumed.reject(cancelled.reason));
  // Nobody may be resting when the job is cancelled.
  const silence = (): void => void resumed.promise.catch(() => undefined);
  silence();
  return {
    wanted: () => wish.signal,
    async rest() {
      cancelled.throwIfAborted();
      if (!wish.signal.aborted) return;
      onState('paused');
      await resumed.promise;
      onState('running');
    },
    pause: () => wish.abort(),
    resume() {
      if (!wish.signal.aborted || cancelled.aborted) return;
      const before = resumed;
      resumed = Promise.withResolvers<void>();
      silence();
      wish = new AbortController();
      before.resolve();
    },
  };
}
