/** An engine for a thread that may not have one itself: every call goes over a port to the thread that holds it. */
import type { MessagePort } from 'node:worker_threads';
import { EngineStoppedError, type Engine, type EngineSession, type SessionOptions } from '../../../runtime/engine.ts';

type SessionCall = Exclude<keyof EngineSession, 'close'> | 'close';

type Request =
  | { readonly id: number; readonly call: 'open'; readonly options: SessionOptions }
  | { readonly id: number; readonly call: 'peak memory' }
  | {
      readonly id: number;
      readonly call: 'session';
      readonly session: number;
      readonly method: SessionCall;
      readonly input: readonly unknown[];
    };

type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly name: string; readonly message: string };

/** What a port needs to stand for an engine. */
export interface EnginePort extends Pick<Engine, 'provider' | 'runtimeVersion' | 'channelBlock'> {
  readonly port: MessagePort;
}

/** Answers the calls that come through the port until that is closed. */
export function serveEngine(engine: Engine, port: MessagePort): void {
  const sessions = new Map<number, EngineSession>();
  async function perform(request: Request): Promise<unknown> {
    if (request.call === 'peak memory') return engine.peakMemory();
    if (request.call === 'open') {
      sessions.set(request.id, await engine.open(request.options));
      return request.id;
    }
    const session = sessions.get(request.session);
    if (session === undefined) throw new Error('The session is closed');
    if (request.method === 'close') sessions.delete(request.session);
    const method = session[request.method] as (...input: readonly unknown[]) => Promise<unknown>;
    return method(...request.input);
  }
  port.on('message', (request: Request) => {
    const { id } = request;
    const answer = (content: Answer): void => port.postMessage(content);
    perform(request).then(
      (value) => answer({ id, ok: true, value }),
      (error: unknown) => {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        answer({ id, ok: false, name, message });
      },
    );
  });
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The engine at the other end. Closing it closes the port: the engine itself belongs to the other side. */
export function engineBehind({ port, provider, runtimeVersion, channelBlock }: EnginePort): Engine {
  const waiting = new Map<number, Waiting>();
  let count = 0;
  port.on('message', (answer: Answer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.ok) call?.resolve(answer.value);
    else call?.reject(errorOf(answer));
  });
  type Call = Request extends infer Each ? (Each extends Request ? Omit<Each, 'id'> : never) : never;
  function ask(call: Call): Promise<unknown> {
    const id = ++count;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      port.postMessage({ ...call, id });
    });
  }
  return {
    provider,
    runtimeVersion,
    channelBlock,
    async open(options) {
      const session = (await ask({ call: 'open', options })) as number;
      const through = (method: SessionCall): never =>
        ((...input: readonly unknown[]) => ask({ call: 'session', session, method, input })) as never;
      return { run: through('run'), update: through('update'), state: through('state'), close: through('close') };
    },
    peakMemory: async () => (await ask({ call: 'peak memory' })) as number,
    close: () => Promise.resolve(port.close()),
  };
}

function errorOf({ name, message }: { readonly name: string; readonly message: string }): Error {
  return name === 'EngineStoppedError' ? new EngineStoppedError(message) : new Error(message);
}
