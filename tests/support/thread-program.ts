/** A program of a thread, for the tests of threads. */
import { engineBehind, type ServedEngine } from '../../main/runtime/threads/engine-proxy.ts';
import { serveThread } from '../../main/runtime/threads/serve-thread.ts';
import type { Tensors } from '../../main/runtime/engine.ts';

const api = {
  add: (a: number, b: number): Promise<number> => Promise.resolve(a + b),
  fail: (why: string): Promise<never> => Promise.reject(new RangeError(why)),
  crash(): Promise<never> {
    process.exit(3);
  },
  never: (): Promise<never> => new Promise(() => undefined),
  /** Tells the numbers below `count`, then waits for the signal. */
  async countUntil(
    count: number,
    listener: { tell(number: number): void | Promise<void> },
    signal: AbortSignal,
  ): Promise<string> {
    for (let number = 0; number < count; number++) await listener.tell(number);
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return 'asked to stop';
  },
  async runOn(remote: ServedEngine, model: Uint8Array, feeds: Tensors): Promise<Tensors> {
    const engine = await engineBehind(remote);
    const session = await engine.open({ model });
    try {
      return await session.run(feeds);
    } finally {
      await session.close();
      await engine.close();
    }
  },
  async stopsWith(remote: ServedEngine): Promise<string> {
    const engine = await engineBehind(remote);
    return engine.open({ model: new Uint8Array() }).then(
      () => 'it opened',
      (error: unknown) => (error as Error).constructor.name,
    );
  },
};

export type TestApi = typeof api;

serveThread(api);
