/** What a rate measured on this dataset can be known to. */
import type { AuditFinding, PrecisionAudit } from '../../../domain/datasets/audit-report.ts';
import type { DatasetEntry, DatasetSplit } from '../../../domain/datasets/dataset.ts';
import { normalQuantile, wilson } from '../../../domain/statistics/statistics.ts';
import { findingsOf } from '../../../domain/datasets/findings-of-labels.ts';
import { countEntries } from '../opening/count-entries.ts';
import type { Examined } from './examined.ts';
import { countOf, finding } from './finding.ts';

/** The rate and the area for which the widths are told: what good models reach here. */
const RATE = 0.9;
const AREA = 0.95;
/** Half widths from which on a rate is known too roughly to choose between models. */
const WIDE = { note: 0.05, warning: 0.1 };

const splitWords: Readonly<Record<DatasetSplit, string>> = { train: 'training', val: 'validation', test: 'test' };

/** For each finding in each split that judges; in all images where there is no split. */
export function auditPrecision({ labels, isMultiLabel, entries, features }: Examined): PrecisionAudit[] {
  const readable = entries.filter(({ index }) => features[index]!.isReadable);
  const judging = [...Map.groupBy(readable, ({ split }) => split)].filter(([split]) => split !== 'train');
  const isSplit = readable.some(({ split }) => split !== null);
  const chosen = judging.filter(([split]) => split !== null || !isSplit);
  const findings = findingsOf(labels, undefined, isMultiLabel);
  const named = findings.ok && findings.value.length > 0 ? findings.value : labels;
  return chosen.flatMap(([split, own]) => named.map((label) => precisionOf(split, label, own)));
}

/** By patients, because the images of one are not independent. */
function precisionOf(split: DatasetSplit | null, label: string, entries: readonly DatasetEntry[]): PrecisionAudit {
  const [ill, well] = [true, false].map((isIll) =>
    countEntries(entries.filter(({ labels }) => labels.includes(label) === isIll)),
  );
  const widths = {
    sensitivityHalfWidth: halfWidthOfRate(ill!.patients),
    specificityHalfWidth: halfWidthOfRate(well!.patients),
    aucHalfWidth: halfWidthOfArea(ill!.patients, well!.patients),
  };
  const { images: withLabel } = ill!;
  const { images: withoutLabel } = well!;
  const where = split === null ? '' : `${splitWords[split]} `;
  const known = (rate: string, images: number, patients: number, half: number | null, what: string): string =>
    half === null
      ? `no ${rate} can be measured without ${where}images ${what}`
      : `with ${images.toLocaleString('en')} ${where}${images === 1 ? 'image' : 'images'} ${what} (${countOf(patients, 'patient')}) a ${rate} of ${RATE.toFixed(2)} is known to ±${half.toFixed(2)}`;
  const area =
    widths.aucHalfWidth === null ? '' : `; an AUC of ${AREA.toFixed(2)} to ±${widths.aucHalfWidth.toFixed(3)}`;
  const parts = [
    known('sensitivity', withLabel, ill!.patients, widths.sensitivityHalfWidth, `with ${label}`),
    known('specificity', withoutLabel, well!.patients, widths.specificityHalfWidth, `without ${label}`),
  ];
  const sentence = `${parts.join('; ')}${area}.`.replace(/^./, (first) => first.toUpperCase());
  return { split, label, withLabel, withoutLabel, ...widths, sentence };
}

/** Half of Wilson's 95 % interval. */
function halfWidthOfRate(n: number): number | null {
  if (n === 0) return null;
  const [low, high] = wilson(RATE * n, n).interval95;
  return (high - low) / 2;
}

/** Half of the 95 % interval by the standard error of Hanley and McNeil 1982 (equation 2, exponential distributions). */
function halfWidthOfArea(ill: number, well: number): number | null {
  if (ill === 0 || well === 0) return null;
  const q1 = AREA / (2 - AREA);
  const q2 = (2 * AREA * AREA) / (1 + AREA);
  const square = AREA * AREA;
  const variance = (AREA * (1 - AREA) + (ill - 1) * (q1 - square) + (well - 1) * (q2 - square)) / (ill * well);
  return normalQuantile(0.975) * Math.sqrt(variance);
}

export function precisionFindings(precision: readonly PrecisionAudit[]): AuditFinding[] {
  return precision.flatMap(({ sentence, sensitivityHalfWidth, specificityHalfWidth }) => {
    const widest = Math.max(sensitivityHalfWidth ?? 1, specificityHalfWidth ?? 1);
    if (widest <= WIDE.note) return [];
    const severity = widest > WIDE.warning ? 'warning' : 'note';
    return [finding('FEW_TEST_CASES', severity, sentence, [], { halfWidth: widest })];
  });
}
