/** The threads that an audit's work is given to. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { AuditReport } from '../../../domain/datasets/audit-report.ts';
import type { ImageFeatures } from '../../../domain/datasets/image-features.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { AuditTask } from './audit-worker.ts';
import type { Examined } from './examined.ts';

/** More gain little: the codecs have threads of their own. */
const MOST_THREADS = 4;
/** Starting a thread takes as long as measuring so many small images. */
const IMAGES_A_THREAD = 50;

/** As source, or bundled beside the Electron host. */
const program = new URL(`./audit-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

export interface AuditThreads extends AsyncDisposable {
  /** How many images are worth giving at once. */
  readonly capacity: number;
  /** Fails where the file can't be read now, or is not the one that it was. */
  measure(file: { readonly path: string; readonly sha256: string }): Promise<Outcome<ImageFeatures>>;
  examine(examined: Examined): Promise<AuditReport>;
}

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

type GivenTask = AuditTask extends infer Task ? (Task extends unknown ? Omit<Task, 'id'> : never) : never;

function startThread() {
  const worker = new Worker(program, { execArgv: [] });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let end: Error | null = null;
  const fail = (error: Error): void => {
    end = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', ({ id, result }: { id: number; result: never }) => {
    waiting.get(id)?.resolve(result);
    waiting.delete(id);
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('The thread of the audit has ended')));
  return {
    load: () => waiting.size,
    ask: (task: GivenTask) =>
      new Promise<never>((resolve, reject) => {
        if (end !== null) return reject(end);
        waiting.set(++last, { resolve, reject });
        worker.postMessage({ id: last, ...task });
      }),
    /** An idle thread ends by itself: V8 has died of threads that are ended from outside while they compile. */
    end: () =>
      new Promise<void>((resolve) => {
        if (end !== null) return resolve();
        worker.once('exit', () => resolve());
        if (waiting.size > 0) void worker.terminate();
        else worker.postMessage(null);
      }),
  };
}

export function startAuditThreads(images: number): AuditThreads {
  const count = Math.min(MOST_THREADS, availableParallelism(), Math.ceil(images / IMAGES_A_THREAD));
  const threads = Array.from({ length: Math.max(1, count) }, startThread);
  const ask = (task: GivenTask): Promise<never> =>
    threads.reduce((idlest, thread) => (thread.load() < idlest.load() ? thread : idlest)).ask(task);
  return {
    capacity: 4 * threads.length,
    measure: (file) => ask({ kind: 'measure', ...file }),
    examine: (examined) => ask({ kind: 'examine', examined }),
    [Symbol.asyncDispose]: async () => void (await Promise.all(threads.map((thread) => thread.end()))),
  };
}
