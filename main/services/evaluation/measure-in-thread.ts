import { Worker } from 'node:worker_threads';
import type { ComparedLabel } from '../../domain/evaluation/comparison-report.ts';
import type { EvaluationMeasures } from '../../domain/evaluation/report.ts';
import type { MeasureTask } from './measure-worker.ts';

type ResultOf<Task extends MeasureTask> = Task['kind'] extends 'evaluation'
  ? EvaluationMeasures
  : readonly ComparedLabel[];

/** In a thread of its own. Rejects with what went wrong there, which is a bug. */
export function measureInThread<Task extends MeasureTask>(workerData: Task): Promise<ResultOf<Task>> {
  const worker = new Worker(new URL('./measure-worker.ts', import.meta.url), { workerData, execArgv: [] });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread of the evaluation has ended')));
  });
}
