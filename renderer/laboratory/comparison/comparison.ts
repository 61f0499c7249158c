/** A comparison's report as its page needs it. */
import type { EntryScores } from '../../../main/contract/evaluation.ts';
import type { ComparedRow } from '../../../main/contract/evaluation-report.ts';
import type {
  AreaTest,
  ComparedFinding,
  ComparedLabel,
  PairedComparison,
} from '../../../main/domain/comparison/comparison-report.ts';
import type { Estimate } from '../../../main/domain/statistics/estimate.ts';

export type MeasureId =
  | 'auc'
  | 'averagePrecision'
  | 'sensitivity'
  | 'specificity'
  | 'balancedAccuracy'
  | 'accuracy'
  | 'f1'
  | 'matthews'
  | 'brier'
  | 'calibrationError';

/** A column of the table: its values, and which end of them is the better one. Its names are in the messages. */
export interface Measure {
  readonly id: MeasureId;
  readonly of: (finding: ComparedFinding) => Estimate | null;
  readonly isLowBetter?: true;
}

export const measures: readonly Measure[] = [
  { id: 'auc', of: ({ auc }) => auc },
  { id: 'averagePrecision', of: ({ averagePrecision }) => averagePrecision },
  { id: 'sensitivity', of: ({ at }) => at.sensitivity },
  { id: 'specificity', of: ({ at }) => at.specificity },
  { id: 'balancedAccuracy', of: ({ at }) => at.balancedAccuracy },
  { id: 'accuracy', of: ({ at }) => at.accuracy },
  { id: 'f1', of: ({ at }) => at.f1 },
  { id: 'matthews', of: ({ at }) => at.matthews },
  { id: 'brier', of: ({ brier }) => brier, isLowBetter: true },
  { id: 'calibrationError', of: (one) => one.expectedCalibrationError, isLowBetter: true },
];

export const sizes = ['milliseconds', 'megabytes'] as const;
/** A measure, or one of the sizes. */
export type SortKey = MeasureId | (typeof sizes)[number];

export interface Order {
  readonly by: SortKey;
  readonly isDescending: boolean;
}

export const costOf = (row: ComparedRow, size: (typeof sizes)[number]): number => {
  const source =
    row.kind === 'model'
      ? { ...row.model.speed, megabytes: row.model.megabytes }
      : { ...row, millisecondsPerImage: row.millisecondsPerImage };
  return size === 'megabytes' ? source.megabytes : source.millisecondsPerImage;
};

/** A column begins with its better end on top. */
export function orderedBy(by: SortKey, before: Order): Order {
  if (before.by === by) return { by, isDescending: !before.isDescending };
  const isLowBetter = measures.find(({ id }) => id === by)?.isLowBetter === true || sizes.some((size) => size === by);
  return { by, isDescending: !isLowBetter };
}

/** Places of the rows; those without a value come last whichever way. */
export function sortRows(
  rows: readonly ComparedRow[],
  findings: readonly ComparedFinding[],
  order: Order,
): readonly number[] {
  const measure = measures.find(({ id }) => id === order.by);
  const sortValue = (place: number): number | null => {
    if (measure === undefined) return costOf(rows[place]!, order.by === 'megabytes' ? 'megabytes' : 'milliseconds');
    return measure.of(findings.find(({ row }) => row === place)!)?.value ?? null;
  };
  const sign = order.isDescending ? -1 : 1;
  return [...rows.keys()].toSorted((a, b) => {
    const [left, right] = [sortValue(a), sortValue(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  });
}

/** A row beside the one that the others are tested against. */
export interface AgainstReference {
  readonly row: number;
  /** The area of the row less that of the reference. */
  readonly area: AreaTest | null;
  /** Images that only the row predicts right, and those that only the reference does. */
  readonly onlyRow: number;
  readonly onlyReference: number;
  readonly calls: PairedComparison['calls'];
  readonly kappa: Estimate | null;
}

const turned = ({ value, interval95: [low, high], n }: Estimate): Estimate => ({
  value: -value,
  interval95: [-high, -low],
  n,
});

/** Every other row against the reference, in the order of the rows. */
export function againstReference(pairs: readonly PairedComparison[], reference: number): readonly AgainstReference[] {
  return pairs
    .filter(({ a, b }) => a === reference || b === reference)
    .map(({ a, b, area, calls, kappa }) => {
      const isFirst = b === reference;
      return {
        row: isFirst ? a : b,
        area: area === null || isFirst ? area : { ...area, difference: turned(area.difference) },
        onlyRow: isFirst ? calls.onlyA : calls.onlyB,
        onlyReference: isFirst ? calls.onlyB : calls.onlyA,
        calls,
        kappa,
      };
    })
    .toSorted((one, other) => one.row - other.row);
}

/** The row with the largest area; the first where none has one. */
export function bestRow({ rows }: ComparedLabel): number {
  const best = rows.reduce((most, row) => ((row.auc?.value ?? -1) > (most.auc?.value ?? -1) ? row : most), rows[0]!);
  return best.row;
}

export const entryOrders = ['disagreement', 'wrongest', 'entry'] as const;
export type EntryOrder = (typeof entryOrders)[number];
export const entryFilters = ['all', 'differ', 'allWrong'] as const;
export type EntryFilterName = (typeof entryFilters)[number];

export interface EntryMatrix {
  readonly label: string;
  readonly entries: readonly number[];
  readonly positives: readonly boolean[];
  /** By row of the comparison. */
  readonly probabilities: readonly (readonly number[])[];
  /** The threshold of each row, from which it predicts the finding. */
  readonly thresholds: readonly number[];
}

export function entryMatrix({ entries, labels }: EntryScores, { label, rows }: ComparedLabel): EntryMatrix {
  const { positives, probabilities } = labels.find((one) => one.label === label)!;
  const thresholds = probabilities.map((_, place) => rows.find(({ row }) => row === place)?.at.threshold ?? 0.5);
  return { label, entries, positives, probabilities, thresholds };
}

/** Places of the images that fit, in the order asked for. */
export function orderEntries(matrix: EntryMatrix, order: EntryOrder, filter: EntryFilterName): readonly number[] {
  const { entries, positives, probabilities, thresholds } = matrix;
  const calls = (i: number): readonly boolean[] => probabilities.map((row, place) => row[i]! >= thresholds[place]!);
  const fits = (i: number): boolean => {
    if (filter === 'all') return true;
    const called = calls(i);
    return filter === 'differ' ? new Set(called).size > 1 : called.every((call) => call !== positives[i]);
  };
  const weight = (i: number): number => {
    const values = probabilities.map((row) => row[i]!);
    if (order === 'disagreement') return Math.max(...values) - Math.min(...values);
    return values.reduce((sum, value) => sum + Math.abs(value - Number(positives[i])), 0);
  };
  const found = [...entries.keys()].filter(fits);
  if (order === 'entry') return found.sort((a, b) => entries[a]! - entries[b]!);
  const weights = new Map(found.map((i) => [i, weight(i)]));
  return found.sort((a, b) => weights.get(b)! - weights.get(a)!);
}
