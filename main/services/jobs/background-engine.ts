/** Heavy work has an engine of its own, one piece after the other, so that reading's engine never waits for it. */
import type { Engine } from '../../runtime/engine.ts';
import { unlessAborted } from '../../runtime/unless-aborted.ts';

export interface Background {
  /**
   * Waits for its turn, then starts an engine, which is the caller's alone until it closes it: always close it (in a
   * `finally`), for the next piece of work waits for that. What it used of the memory goes back then.
   * @throws the signal's reason when it ends the wait; `EngineStoppedError` and the like when no engine will start.
   */
  engine(signal?: AbortSignal): Promise<Engine>;
  /** Nobody has it or waits for it. */
  isFree(): boolean;
  /** Ends the engine in use, and every wait. */
  close(): Promise<void>;
}

/** @param start begins another engine than the one that reading uses. */
export function createBackground(start: () => Promise<Engine>): Background {
  const closing = new AbortController();
  let last: Promise<void> = Promise.resolve();
  let current: Engine | null = null;
  let users = 0;

  return {
    isFree: () => users === 0,
    async engine(signal) {
      users++;
      const before = last;
      const turn = Promise.withResolvers<void>();
      void turn.promise.then(() => users--);
      const given = AbortSignal.any([closing.signal, ...(signal === undefined ? [] : [signal])]);
      last = before.then(() => turn.promise);
      try {
        await unlessAborted(before, given);
        const engine = await start();
        current = engine;
        if (given.aborted) await engine.close();
        given.throwIfAborted();
        return leaseOf(engine, turn.resolve);
      } catch (error) {
        turn.resolve();
        throw error;
      }
    },
    async close() {
      closing.abort();
      await current?.close();
    },
  };
}

/** The engine, whose end also ends the turn. */
function leaseOf(engine: Engine, end: () => void): Engine {
  return {
    get provider() {
      return engine.provider;
    },
    get runtimeVersion() {
      return engine.runtimeVersion;
    },
    get channelBlock() {
      return engine.channelBlock;
    },
    open: (options) => engine.open(options),
    peakMemory: () => engine.peakMemory(),
    async close() {
      try {
        await engine.close();
      } finally {
        end();
      }
    },
  };
}
