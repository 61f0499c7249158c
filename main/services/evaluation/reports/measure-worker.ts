/** The thread that does an evaluation's sums: seconds of resampling, in which the workstation must answer. */
import { parentPort, workerData } from 'node:worker_threads';
import { compareRows, type ComparedScores } from '../../../domain/comparison/compare.ts';
import { measureEntries, type MeasureOptions } from '../../../domain/evaluation/measure.ts';
import type { ScoredEntries } from '../../../domain/evaluation/scored-entries.ts';
import { createRandom } from '../../../domain/statistics/random.ts';

/** `seed`: of the resampled patients. */
export type MeasureTask =
  | {
      readonly kind: 'evaluation';
      readonly cases: ScoredEntries;
      readonly options: Omit<MeasureOptions, 'random'>;
      readonly seed: string;
    }
  | { readonly kind: 'comparison'; readonly findings: readonly ComparedScores[]; readonly seed: string };

function work(task: MeasureTask): unknown {
  const random = createRandom(task.seed);
  if (task.kind === 'evaluation') return measureEntries(task.cases, { ...task.options, random });
  return task.findings.map((finding) => compareRows(finding, random.fork(finding.label)));
}

parentPort?.postMessage(work(workerData as MeasureTask));
