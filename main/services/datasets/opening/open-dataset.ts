/** A dataset ready to be looked at: its images numbered for good, each readable when asked for. */
import type { AuditStatement } from '../../../domain/datasets/audit-statements.ts';
import type { DatasetCounts, DatasetEntry, DatasetSource } from '../../../domain/datasets/dataset.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { success } from '../../../domain/outcome.ts';
import type { OpenedFrame } from '../../images/frame-cache.ts';
import { countEntries } from './count-entries.ts';
import { essenceOf, fingerprintOf } from './fingerprint.ts';
import { gatherFolder } from './gather-folder.ts';
import type { Gathered, GatheredEntry, OpenOptions } from './gathered.ts';
import { gatherReads } from './gather-reads.ts';
import { readEntry } from './read-entry.ts';

export interface OpenDataset {
  readonly name: string;
  readonly source: DatasetSource;
  /** SHA-256 over content hash, labels, patient and split of all images: docs/laboratory/datasets.md. */
  readonly fingerprint: string;
  /** All that occur, in alphabetical order. */
  readonly labels: readonly string[];
  /** Whether some image has several labels. */
  readonly isMultiLabel: boolean;
  /** By their index. */
  readonly entries: readonly DatasetEntry[];
  /** By the index of an entry: its place in index.csv or in the order of the files' names, from 0. */
  readonly listedAt: readonly number[];
  readonly counts: DatasetCounts;
  /** Images of which index.csv says different things, by index. */
  readonly contradicted: readonly number[];
  /** Statements about what was not taken in. */
  readonly leftOut: readonly AuditStatement[];
  /** Where the image's file lies, absolute. */
  pathOf(this: void, entry: DatasetEntry): string;
  /** The first frame, decoded now; a fault names what is wrong with the file. */
  readImage(this: void, entry: DatasetEntry): Promise<Outcome<OpenedFrame>>;
}

/**
 * Reads the list of images and each file's content once; what the casebook knows of a file that has not changed since
 * is not read again. Faults: `file.…`, `dataset.…`, 'job.cancelled'.
 */
export async function openDataset(source: DatasetSource, options: OpenOptions): Promise<Outcome<OpenDataset>> {
  const gathered = source.kind === 'folder' ? await gatherFolder(source, options) : gatherReads(source, options);
  return gathered.ok ? success(toDataset(source, gathered.value, options)) : gathered;
}

function toDataset(source: DatasetSource, { name, entries, leftOut }: Gathered, reading: OpenOptions): OpenDataset {
  const ordered = entries
    .map((entry, listedAt) => ({ entry, listedAt, key: essenceOf(entry) }))
    .toSorted((a, b) => compare(a.key, b.key) || compare(a.entry.file, b.entry.file));
  const paths = ordered.map(({ entry }) => entry.path);
  const numbered = ordered.map(({ entry }, index) => numberEntry(entry, index));
  return {
    name,
    source,
    fingerprint: fingerprintOf(entries),
    labels: [...new Set(entries.flatMap(({ labels }) => labels))].sort(),
    isMultiLabel: entries.some(({ labels }) => labels.length > 1),
    entries: numbered,
    listedAt: ordered.map(({ listedAt }) => listedAt),
    counts: countEntries(numbered),
    contradicted: ordered.flatMap(({ entry }, index) => (entry.contradicts ? [index] : [])),
    leftOut,
    pathOf: ({ index }) => paths[index]!,
    readImage: (entry) => readEntry(paths[entry.index]!, entry.sha256, reading),
  };
}

/** Without the path, which is of this machine. */
function numberEntry(
  { file, labels, patient, split, attributes, sha256, instanceId }: GatheredEntry,
  index: number,
): DatasetEntry {
  return { index, file, labels, patient, split, attributes, sha256, instanceId };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
