/** The thread that does an evaluation's sums: seconds of resampling, in which the workstation must answer. */
import { compareRows, type ComparedScores } from '../../../domain/comparison/compare.ts';
import type { ComparedLabel } from '../../../domain/comparison/comparison-report.ts';
import { measureEntries, type MeasureOptions } from '../../../domain/evaluation/measure.ts';
import type { EvaluationMeasures } from '../../../domain/evaluation/report.ts';
import type { ScoredEntries } from '../../../domain/evaluation/scored-entries.ts';
import { createRandom } from '../../../domain/statistics/random.ts';
import { serveThread } from '../../../runtime/threads/serve-thread.ts';

const measureApi = {
  /** @param seed of the resampled patients. */
  evaluation: (
    entries: ScoredEntries,
    options: Omit<MeasureOptions, 'random'>,
    seed: string,
  ): Promise<EvaluationMeasures> =>
    Promise.resolve(measureEntries(entries, { ...options, random: createRandom(seed) })),
  /** @param seed of the resampled patients. */
  comparison(findings: readonly ComparedScores[], seed: string): Promise<readonly ComparedLabel[]> {
    const random = createRandom(seed);
    return Promise.resolve(findings.map((finding) => compareRows(finding, random.fork(finding.label))));
  },
};

export type MeasureApi = typeof measureApi;

serveThread(measureApi);
