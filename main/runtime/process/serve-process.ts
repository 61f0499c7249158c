import { expose } from 'comlink';
import { Worker } from 'node:worker_threads';
import { connectParent } from './connect-parent.ts';
import { messageEndpoint } from './message-endpoint.ts';

/** Milliseconds. */
const REPORT_EVERY = 40;

/**
 * A thread of its own, for the program's one may be busy for seconds: writes the bytes of memory that the whole process has,
 * a line each time that they have changed by a megabyte. A parent that is gone reads no more.
 */
const reporter = `
  const { writeSync } = require('node:fs');
  let told = 0;
  setInterval(() => {
    const bytes = process.memoryUsage.rss();
    if (Math.abs(bytes - told) < 1e6) return;
    told = bytes;
    try {
      writeSync(1, bytes + '\\n');
    } catch {}
  }, ${REPORT_EVERY});
`;

/** Called once by the program of a pool's process: answers calls, and says how much memory it has. */
export function serveProcess(api: object): void {
  const parent = connectParent();
  expose(api, messageEndpoint(parent.send, parent.onMessage));
  new Worker(reporter, { eval: true, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 16 } }).unref();
  parent.send({ kind: 'ready' });
}
