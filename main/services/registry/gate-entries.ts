/** The cases of a gate's set with what both models say of them. */
import { drawResamples, type Resamples } from '../../domain/statistics/resamples.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { probabilityOf } from '../../domain/models/findings-of-logits.ts';
import type { GateCounts, GateSet } from '../../domain/models/promotion.ts';
import { createRandom } from '../../domain/statistics/random.ts';
import type { OpenDataset } from '../datasets/opening/open-dataset.ts';
import { entriesOf, gatherEntries } from '../evaluation/scoring/scored-entries.ts';
import { commonLabels, completeMap } from '../evaluation/scoring/label-map.ts';
import { scoreDataset, type ScoreOptions } from '../evaluation/scoring/score-dataset.ts';
import type { InstalledModel } from '../models/installed-models.ts';

/** One finding: probabilities of each model, in the models' order. */
export interface FindingScores {
  readonly label: string;
  readonly positives: readonly boolean[];
  readonly probabilities: readonly (readonly number[])[];
}

export interface ScoredSet {
  readonly findings: readonly FindingScores[];
  readonly resamples: Resamples;
  readonly cases: GateCounts;
}

/**
 * Scores the set by the models, which all have the findings. Fails with `registry.…` where a label of the dataset is not one
 * of theirs, where an image could not be scored (a gate leaves nothing out), and where a finding has no case with it or
 * none without it.
 */
export async function scoreSet(
  set: GateSet,
  dataset: OpenDataset,
  { models, findings }: { readonly models: readonly InstalledModel[]; readonly findings: readonly string[] },
  options: ScoreOptions,
): Promise<Outcome<ScoredSet>> {
  const entries = entriesOf(dataset, set.split ?? 'all');
  const present = [...new Set(entries.flatMap(({ labels }) => labels))].sort();
  const map = completeMap(present, commonLabels(models), {});
  if (!map.ok) return map;
  const scores = await scoreDataset(dataset, entries, models, options);
  const { measured, summary } = gatherEntries(entries, map.value, scores);
  if (summary.notScored > 0) {
    const [first] = summary.notScoredEntries;
    const about = { count: summary.notScored, set: set.name, file: first!.file };
    return failure('registry.unscored-images', { ...about, fault: first!.fault });
  }
  const found = findings.map((label): FindingScores => ({
    label,
    positives: measured.map(({ labels }) => labels.includes(label)),
    probabilities: models.map(({ card }, i) =>
      measured.map((each) => probabilityOf(card, each.scores[i]!.logits, label)),
    ),
  }));
  const lacking = found.find(({ positives }) => !positives.includes(true) || !positives.includes(false));
  if (lacking !== undefined) {
    return failure('registry.set-lacks-cases', { set: set.name, label: lacking.label });
  }
  const patients = measured.map(({ patient }) => patient);
  return success({
    findings: found,
    resamples: drawResamples(patients, createRandom(`gate ${set.fingerprint} ${set.split ?? 'all'}`)),
    cases: { images: measured.length, patients: new Set(patients).size },
  });
}
