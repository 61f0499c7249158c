/** The precision of rates measured on this dataset. */
import type { AuditFinding, PrecisionAudit } from '../../../domain/datasets/audit-report.ts';
import type { DatasetEntry } from '../../../domain/datasets/dataset.ts';
import type { DatasetSplit } from '../../../domain/datasets/dataset-terms.ts';
import { normalQuantile, wilson } from '../../../domain/statistics/statistics.ts';
import { findingLabels } from '../../../domain/datasets/findings-of-labels.ts';
import { countEntries } from '../opening/count-entries.ts';
import type { Examined } from './examined.ts';
import { finding, textOf } from './finding.ts';

/** The rate and the area that the widths are for: good models reach these here. */
const RATE = 0.9;
const AREA = 0.95;
/** Half widths from which on a rate is too imprecise to choose between models. */
const WIDE = { note: 0.05, warning: 0.1 };

/** For each finding in each split that judges; in all images where there is no split. */
export function auditPrecision({ labels, isMultiLabel, entries, features }: Examined): PrecisionAudit[] {
  const readable = entries.filter(({ index }) => features[index]!.isReadable);
  const judging = [...Map.groupBy(readable, ({ split }) => split)].filter(([split]) => split !== 'train');
  const isSplit = readable.some(({ split }) => split !== null);
  const chosen = judging.filter(([split]) => split !== null || !isSplit);
  const findings = findingLabels(labels, undefined, isMultiLabel);
  const named = findings.ok && findings.value.length > 0 ? findings.value : labels;
  return chosen.flatMap(([split, own]) => named.map((label) => precisionOf(split, label, own)));
}

/** By patients, because the images of one are not independent. */
function precisionOf(split: DatasetSplit | null, label: string, entries: readonly DatasetEntry[]): PrecisionAudit {
  const countOf = (isPositive: boolean) =>
    countEntries(entries.filter(({ labels }) => labels.includes(label) === isPositive));
  const [positive, negative] = [countOf(true), countOf(false)];
  const widths = {
    sensitivityHalfWidth: halfWidthOfRate(positive.patients),
    specificityHalfWidth: halfWidthOfRate(negative.patients),
    aucHalfWidth: halfWidthOfArea(positive.patients, negative.patients),
  };
  const [withLabel, withoutLabel] = [positive.images, negative.images];
  const details = { split, label, withLabel, withoutLabel, rate: RATE, area: AREA, ...widths };
  const patients = { patientsWith: positive.patients, patientsWithout: negative.patients };
  const statement = { code: 'precision', details: { ...details, ...patients } } as const;
  return { split, label, withLabel, withoutLabel, ...widths, statement };
}

/** Half of Wilson's 95 % interval. */
function halfWidthOfRate(n: number): number | null {
  if (n === 0) return null;
  const [low, high] = wilson(RATE * n, n).interval95;
  return (high - low) / 2;
}

/** Half of the 95 % interval by the standard error of Hanley and McNeil 1982 (equation 2, exponential distributions). */
function halfWidthOfArea(positive: number, negative: number): number | null {
  if (positive === 0 || negative === 0) return null;
  const q1 = AREA / (2 - AREA);
  const q2 = (2 * AREA * AREA) / (1 + AREA);
  const square = AREA * AREA;
  const variance =
    (AREA * (1 - AREA) + (positive - 1) * (q1 - square) + (negative - 1) * (q2 - square)) / (positive * negative);
  return normalQuantile(0.975) * Math.sqrt(variance);
}

export function precisionFindings(precision: readonly PrecisionAudit[]): AuditFinding[] {
  return precision.flatMap(({ sensitivityHalfWidth, specificityHalfWidth, ...text }) => {
    const widest = Math.max(sensitivityHalfWidth ?? 1, specificityHalfWidth ?? 1);
    if (widest <= WIDE.note) return [];
    const severity = widest > WIDE.warning ? 'warning' : 'note';
    return [finding('FEW_TEST_CASES', severity, textOf(text), [], { halfWidth: widest })];
  });
}
