/** The labels: how many images each has, a sample of them, and what is wrong with their balance and split. */
import type { AuditFinding, ClassAudit } from '../../../domain/datasets/audit-report.ts';
import type { DatasetEntry } from '../../../domain/datasets/dataset.ts';
import { ownEntry } from '../../../domain/own-entry.ts';
import { createRandom } from '../../../domain/statistics/random.ts';
import { countEntries, countSplits } from '../opening/count-entries.ts';
import type { Examined } from './examined.ts';
import { finding } from './finding.ts';

/** Images of each label in the sample grid. */
const SAMPLES = 24;
/** From one to so many on, training without weights or resampling mostly learns the larger class. */
const IMBALANCE = { note: 2, warning: 10 };

const having = (entries: readonly DatasetEntry[], label: string): readonly DatasetEntry[] =>
  entries.filter(({ labels }) => labels.includes(label));

export function auditClasses({ labels, entries, features }: Examined): ClassAudit[] {
  return labels.map((label) => {
    const own = having(entries, label);
    const readable = own.filter(({ index }) => features[index]!.isReadable).map(({ index }) => index);
    const { images, patients } = countEntries(own);
    const samples = createRandom('audit samples').fork(label).shuffle(readable).slice(0, SAMPLES);
    return { label, images, patients, perSplit: countSplits(own), samples };
  });
}

export function classFindings(examined: Examined): AuditFinding[] {
  const { labels, entries } = examined;
  if (labels.length < 2) {
    const statement = { code: 'oneLabel', details: { label: labels.join('') } } as const;
    return [finding('ONE_LABEL', 'error', { statement }, [])];
  }
  return [...imbalance(examined), ...splitFindings(entries, labels)];
}

function imbalance({ labels, counts, isMultiLabel }: Examined): AuditFinding[] {
  const imagesOf = (label: string): number => ownEntry(counts.perLabel, label) ?? 0;
  const ordered = labels.toSorted((a, b) => imagesOf(b) - imagesOf(a));
  const [most, least] = [ordered[0]!, ordered.at(-1)!];
  const [mostImages, leastImages] = [imagesOf(most), imagesOf(least)];
  const ratio = mostImages / leastImages;
  if (ratio < IMBALANCE.note) return [];
  const details = { most, least, ratio, mostImages, leastImages, isMultiLabel };
  const severity = ratio >= IMBALANCE.warning ? 'warning' : 'note';
  return [finding('CLASS_IMBALANCE', severity, { statement: { code: 'imbalance', details } }, [], { ratio })];
}

function splitFindings(entries: readonly DatasetEntry[], labels: readonly string[]): AuditFinding[] {
  const split = entries.flatMap((entry) => (entry.split === null ? [] : [{ ...entry, split: entry.split }]));
  if (split.length === 0) return [finding('NO_SPLIT', 'note', { statement: { code: 'noSplit', details: {} } }, [])];
  const findings = [...Map.groupBy(split, (entry) => entry.split)].flatMap(([name, own]) => {
    const missing = labels.filter((label) => having(own, label).length === 0);
    if (missing.length === 0) return [];
    const statement = { code: 'splitWithoutLabel', details: { split: name, labels: missing } } as const;
    return [finding('SPLIT_WITHOUT_LABEL', 'error', { statement }, [])];
  });
  const unplaced = entries.filter((entry) => entry.split === null).map(({ index }) => index);
  if (unplaced.length === 0) return findings;
  const statement = { code: 'partlySplit', details: { count: unplaced.length } } as const;
  return [...findings, finding('PARTLY_SPLIT', 'warning', { statement }, unplaced)];
}
