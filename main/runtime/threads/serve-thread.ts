import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { parentPort } from 'node:worker_threads';
import './transfers.ts';

/** Called once by a thread's program: answers the thread's calls until it is told to end. */
export function serveThread(api: object): void {
  if (parentPort === null) throw new Error('This program runs in a thread.');
  const port = parentPort;
  expose(api, nodeEndpoint(port));
  port.on('message', (message: unknown) => {
    if (message === END) port.close();
  });
}

/** An idle thread ends by itself: V8 has died of threads that are ended from outside while they compile. */
export const END = 'end';
