/** Threads over one typed port: calls with callbacks and signals, which reject when the thread ends. */
import { wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { Worker } from 'node:worker_threads';
import { END } from './serve-thread.ts';
import './transfers.ts';
import { programOf, type WorkerName } from './workers.ts';

/** `Api`: asynchronous functions, their arguments as the thread has them. */
export interface Thread<Api> extends AsyncDisposable {
  /**
   * Several at a time if need be. Rejects as the call does, where the thread ends first or has ended, and with the
   * reason of `endsOn`, which ends the thread; a signal among the call's own arguments asks instead.
   */
  call<Result>(work: (api: Api) => Promise<Result>, endsOn?: AbortSignal): Promise<Result>;
  /** Calls that are not answered yet. */
  load(): number;
  /** By itself, such as for want of memory, or closed: another thread has to be opened. */
  hasEnded(): boolean;
  /** An idle thread ends by itself, a busy one is ended. */
  close(): Promise<void>;
}

/** @param program one of the workers, or the address of another program that calls `serveThread`. */
export function openThread<Api>(program: WorkerName | URL): Thread<Api> {
  const worker = new Worker(typeof program === 'string' ? programOf(program) : program, { execArgv: [] });
  const api = wrap(nodeEndpoint(worker)) as Api;
  const ended = Promise.withResolvers<never>();
  // Whoever waits for a call sees it; nobody may be waiting.
  ended.promise.catch(() => undefined);
  let isOver = false;
  let load = 0;
  const end = (error: Error): void => {
    isOver = true;
    ended.reject(error);
  };
  worker.on('error', (error: Error) => end(error));
  worker.on('exit', () => end(new Error('The thread ended before it answered')));

  async function close(): Promise<void> {
    if (isOver) return;
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    if (load > 0) void worker.terminate();
    else worker.postMessage(END);
    await exited;
  }
  return {
    async call(work, endsOn) {
      endsOn?.throwIfAborted();
      if (isOver) return ended.promise;
      const stop = (): void => void worker.terminate();
      endsOn?.addEventListener('abort', stop);
      load++;
      try {
        return await Promise.race([work(api), ended.promise]);
      } catch (error) {
        endsOn?.throwIfAborted();
        throw error;
      } finally {
        load--;
        endsOn?.removeEventListener('abort', stop);
      }
    },
    load: () => load,
    hasEnded: () => isOver,
    close,
    [Symbol.asyncDispose]: close,
  };
}
