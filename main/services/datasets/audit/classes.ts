/** How many of what, and what they look like. */
import type { AuditFinding, ClassAudit } from '../../../domain/datasets/audit-report.ts';
import type { DatasetEntry } from '../../../domain/datasets/dataset.ts';
import { createRandom } from '../../../domain/statistics/random.ts';
import { countEntries, countSplits } from '../opening/count-entries.ts';
import type { Examined } from './examined.ts';
import { countOf, finding, listed } from './finding.ts';

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
    const sentence = `All images have the label ${labels.join('')}: nothing can be learnt or judged without images of another.`;
    return [finding('ONE_LABEL', 'error', sentence, [])];
  }
  return [...imbalance(examined), ...splitFindings(entries, labels)];
}

function imbalance({ labels, counts, isMultiLabel }: Examined): AuditFinding[] {
  const ordered = labels.toSorted((a, b) => counts.perLabel[b]! - counts.perLabel[a]!);
  const [most, least] = [ordered[0]!, ordered.at(-1)!];
  const ratio = counts.perLabel[most]! / counts.perLabel[least]!;
  if (ratio < IMBALANCE.note) return [];
  const sentence = `${most} has ${ratio.toFixed(1)} times as many images as ${least} (${counts.perLabel[most]!.toLocaleString('en')} and ${counts.perLabel[least]!.toLocaleString('en')}): accuracy alone says little here, and a training should weigh the classes${isMultiLabel ? ', each finding for itself' : ''}.`;
  return [finding('CLASS_IMBALANCE', ratio >= IMBALANCE.warning ? 'warning' : 'note', sentence, [], { ratio })];
}

function splitFindings(entries: readonly DatasetEntry[], labels: readonly string[]): AuditFinding[] {
  const split = entries.filter((entry) => entry.split !== null);
  if (split.length === 0) {
    const sentence =
      'No split is given: a training draws one by patient, and what is measured on all images is measured on those it has learnt from.';
    return [finding('NO_SPLIT', 'note', sentence, [])];
  }
  const groups = [...Map.groupBy(split, (entry) => entry.split!)];
  const lacking = groups.flatMap(([name, own]) => {
    const missing = labels.filter((label) => having(own, label).length === 0);
    return missing.length === 0 ? [] : [`${name} has no image of ${listed(missing)}`];
  });
  const findings = lacking.map((what) =>
    finding('SPLIT_WITHOUT_LABEL', 'error', `The split ${what}: nothing can be said of it there.`, []),
  );
  const unplaced = entries.filter((entry) => entry.split === null).map(({ index }) => index);
  if (unplaced.length === 0) return findings;
  const sentence = `${countOf(unplaced.length, 'image has', 'images have')} no split while others have: a training leaves them out.`;
  return [...findings, finding('PARTLY_SPLIT', 'warning', sentence, unplaced)];
}
