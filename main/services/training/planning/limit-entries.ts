/** Fewer images of a data set, for a study that had only so many. */
import { createRandom } from '../../../domain/statistics/random.ts';
import type { Split } from '../../datasets/training-split/dataset.ts';
import type { Entry, ListedDataset } from '../../datasets/training-split/learning-list.ts';
import { patientOfName } from '../../datasets/opening/patient-of-file.ts';
import { splitDataset } from '../../datasets/training-split/split-dataset.ts';
import type { SplitOptions } from '../../datasets/training-split/split-dataset.ts';

export interface Limits extends SplitOptions {
  /** At most so many images; null for all. */
  readonly trainImages: number | null;
  readonly testImages: number | null;
}

/**
 * The data set with at most so many images on each side of its split: of each label its share, whole patients at
 * random as far as they fit. The same seed takes the same ones. It happens before any file is opened, so by the
 * patients that index.csv and file names tell. As it is where there is no limit, or where it can't be split.
 */
export function limitEntries(listed: ListedDataset, limits: Limits): ListedDataset {
  if (limits.trainImages === null && limits.testImages === null) return listed;
  const known = listed.entries.map((entry) => ({ ...entry, patient: entry.patient ?? patientOfName(entry.file) }));
  const dataset = splitDataset(listed, known, limits);
  if (!dataset.ok) return listed;
  const splits = known.map((entry, i) => ({ ...entry, split: dataset.value.samples[i]!.split }));
  const take = (split: Split, most: number | null): readonly Entry[] => {
    const own = splits.filter((entry) => entry.split === split);
    return most === null || own.length <= most ? own : shareOf(own, most, `${limits.seed} ${split}`);
  };
  const taken = new Set([...take('train', limits.trainImages), ...take('val', limits.testImages)]);
  const isDrawn = listed.entries.some(({ split }) => split === null);
  return { ...listed, entries: splits.filter((entry) => taken.has(entry)), ...(isDrawn && { isDrawn }) };
}

function shareOf(entries: readonly Entry[], most: number, seed: string): readonly Entry[] {
  const groups = [...Map.groupBy(entries, ({ label }) => label)].sort(([a], [b]) => (a < b ? -1 : 1));
  const exact = groups.map(([, own]) => (most * own.length) / entries.length);
  const counts = exact.map(Math.floor);
  // What rounding left goes to the largest remainders.
  const order = [...exact.keys()].sort((a, b) => exact[b]! - counts[b]! - (exact[a]! - counts[a]!));
  const left = most - counts.reduce((sum, count) => sum + count, 0);
  for (const index of order.slice(0, left)) counts[index]!++;
  return groups.flatMap(([label, own], index) => {
    const patients = Map.groupBy(own, ({ patient, file }) => patient ?? file);
    const shuffled = createRandom(`limit ${seed}`)
      .fork(label)
      .shuffle([...patients.keys()].sort());
    return shuffled.flatMap((patient) => patients.get(patient)!).slice(0, counts[index]);
  });
}
