import { Worker } from 'node:worker_threads';
import type { ComparedLabel } from '../../../domain/comparison/comparison-report.ts';
import type { EvaluationMeasures } from '../../../domain/evaluation/report.ts';
import type { MeasureTask } from './measure-worker.ts';

type ResultOf<Task extends MeasureTask> = Task['kind'] extends 'evaluation'
  ? EvaluationMeasures
  : readonly ComparedLabel[];

/** As source, or bundled beside the Electron host. */
const program = new URL(`./measure-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/** In a thread of its own. Rejects with the signal's reason, which ends it, and with what went wrong there: a bug. */
export async function measureInThread<Task extends MeasureTask>(
  workerData: Task,
  signal?: AbortSignal,
): Promise<ResultOf<Task>> {
  signal?.throwIfAborted();
  const worker = new Worker(program, { workerData, execArgv: [] });
  const end = (): void => void worker.terminate();
  signal?.addEventListener('abort', end);
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('The thread of the evaluation has ended')));
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', end);
  }
}
