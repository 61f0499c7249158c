/** An engine for a thread that may not have one itself: every call goes over a port to the thread that holds it. */
import { proxy, releaseProxy, type ProxyMethods } from 'comlink';
import { EngineStoppedError, type Engine, type SessionOptions } from '../engine.ts';

type About = Pick<Engine, 'provider' | 'runtimeVersion' | 'channelBlock'>;

/** An engine as an argument of a call, as the thread has it that is called. */
export interface ServedEngine extends Pick<Engine, 'open' | 'peakMemory'> {
  about(): Promise<About>;
}

export function engineProxy(engine: Engine): ServedEngine {
  return proxy({
    about: () => {
      const { provider, runtimeVersion, channelBlock } = engine;
      return Promise.resolve({ provider, runtimeVersion, channelBlock });
    },
    open: async (options: SessionOptions) => proxy(await engine.open(options)),
    peakMemory: () => engine.peakMemory(),
  });
}

const release = (remote: object): void => (remote as ProxyMethods)[releaseProxy]();

/** The engine at the other end. Closing it lets go of it: the engine itself belongs to the other side. */
export async function engineBehind(remote: ServedEngine): Promise<Engine> {
  return {
    ...(await remote.about()),
    async open(options) {
      const session = await revived(remote.open(options));
      return {
        run: (feeds, outputs, signal) => revived(session.run(feeds, outputs, signal)),
        update: (numbers) => revived(session.update(numbers)),
        state: (names) => revived(session.state(names)),
        async close() {
          await revived(session.close());
          release(session);
        },
      };
    },
    peakMemory: () => revived(remote.peakMemory()),
    close: () => Promise.resolve(release(remote)),
  };
}

/** An error loses its class on the way, but not its name. */
async function revived<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'EngineStoppedError') throw new EngineStoppedError();
    throw error;
  }
}
