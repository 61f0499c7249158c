import type { EntryScores } from '../../../main/contract/evaluation.ts';
import type { BinaryScores } from '../../../main/domain/evaluation/rates.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { t } from '../../shared/messages/messages.ts';
import type { Selection } from './exploration.ts';

/** The images of one finding as columns, all equally long. */
export interface FindingEntries extends BinaryScores {
  readonly label: string;
  /** Indexes of the dataset's entries. */
  readonly entries: readonly number[];
  readonly patients: readonly string[];
}

/** @param row of a comparison; 0 for an evaluation. */
export function entriesOfFinding({ entries, patients, labels }: EntryScores, finding: number, row = 0): FindingEntries {
  const { label, positives, probabilities } = labels[finding]!;
  return { label, entries, patients, positives, probabilities: probabilities[row]! };
}

/** The true and the likeliest label of every image, where labels exclude each other. */
export interface ClassPredictions {
  readonly truths: readonly string[];
  readonly predictions: readonly string[];
}

/**
 * @param labels of the model. Of two, `scores` holds only the finding: the other is its mirror.
 */
export function classPredictions(scores: EntryScores, labels: readonly string[]): ClassPredictions {
  const byLabel = new Map(scores.labels.map((one) => [one.label, one]));
  const only = scores.labels[0]!;
  const probability = (label: string, i: number): number =>
    byLabel.get(label)?.probabilities[0]![i] ?? 1 - only.probabilities[0]![i]!;
  const isTrue = (label: string, i: number): boolean => byLabel.get(label)?.positives[i] ?? !only.positives[i]!;
  const places = [...scores.entries.keys()];
  return {
    truths: places.map((i) => labels.find((label) => isTrue(label, i)) ?? ''),
    predictions: places.map((i) =>
      labels.reduce((best, label) => (probability(label, i) > probability(best, i) ? label : best)),
    ),
  };
}

interface Chosen {
  readonly selection: Selection;
  readonly threshold: number;
  readonly classes: ClassPredictions | null;
  /** Entries of the subgroup, once they are known. */
  readonly subgroup: ReadonlySet<number> | null;
}

function holds({ selection, threshold, classes, subgroup }: Chosen, cases: FindingEntries): (place: number) => boolean {
  const { probabilities, positives } = cases;
  const isCalled = (i: number): boolean => probabilities[i]! >= threshold;
  switch (selection.kind) {
    case 'wrong':
      return (i) => positives[i] !== isCalled(i);
    case 'cell':
      return (i) => positives[i] === selection.truth && isCalled(i) === selection.called;
    case 'near':
      return () => true;
    case 'bin':
      return (i) =>
        (probabilities[i]! > selection.from || (selection.from === 0 && probabilities[i] === 0)) &&
        probabilities[i]! <= selection.to &&
        (selection.truth === null || positives[i] === selection.truth);
    case 'class':
      return (i) => classes?.truths[i] === selection.truth && classes.predictions[i] === selection.prediction;
    case 'subgroup':
      return (i) => subgroup?.has(cases.entries[i]!) === true;
  }
}

/** As many as make sense to look through. */
const nearest = 200;

/** Places of the chosen images: farthest from the truth first, or nearest to the threshold where that is asked for. */
export function chooseEntries(cases: FindingEntries, chosen: Chosen): readonly number[] {
  const { probabilities, positives } = cases;
  const found = [...probabilities.keys()].filter(holds(chosen, cases));
  const distance = new Float64Array(probabilities.length);
  for (const i of found)
    distance[i] =
      chosen.selection.kind === 'near'
        ? Math.abs(probabilities[i]! - chosen.threshold)
        : -Math.abs(probabilities[i]! - Number(positives[i]));
  const sorted = found.sort((a, b) => distance[a]! - distance[b]!);
  return chosen.selection.kind === 'near' ? sorted.slice(0, nearest) : sorted;
}

/** The selection as a heading, without its count. */
export function nameOfSelection(selection: Selection, findingLabel: string, value: number): string {
  const finding = formatLabel(findingLabel);
  const threshold = formatProbability(value);
  switch (selection.kind) {
    case 'wrong':
      return t('evaluation:wrongAt', { threshold });
    case 'cell':
      return t(`evaluation:${cellName(selection.truth, selection.called)}`, { finding, threshold });
    case 'near':
      return t('evaluation:nearest', { threshold });
    case 'bin': {
      const [from, to] = [selection.from.toFixed(2), selection.to.toFixed(2)];
      if (selection.truth === null) return t('evaluation:bin', { from, to });
      return t(selection.truth ? 'evaluation:binWith' : 'evaluation:binWithout', { finding, from, to });
    }
    case 'class':
      return t('evaluation:classCell', {
        truth: formatLabel(selection.truth),
        prediction: formatLabel(selection.prediction),
      });
    case 'subgroup':
      return `${formatLabel(selection.attribute)} ${selection.value}`;
  }
}

function cellName(isTrue: boolean, isCalled: boolean) {
  if (isTrue) return isCalled ? 'truePositives' : 'falseNegatives';
  return isCalled ? 'falsePositives' : 'trueNegatives';
}
