/** The images of a dataset that a training may learn from or validate on: those for testing stay unseen. */
import { failure, success } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { Dataset, Split } from './dataset.ts';
import { labelsIn } from '../opening/labels-in.ts';
import { listFolder } from '../opening/list-folder.ts';
import type { OpenDataset } from '../opening/open-dataset.ts';

export interface Entry {
  /** Relative to the data set's folder, with forward slashes. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  /** Several with `|` between them. */
  readonly label: string;
  readonly patient: string | null;
  /** For each entry, or for none. */
  readonly split: Split | null;
}

export interface ListedDataset extends Pick<Dataset, 'name' | 'labels'> {
  readonly entries: readonly Entry[];
  /** The dataset's fingerprint as it is registered; unknown for a folder whose files were not read. */
  readonly fingerprint?: string;
  /** Whether the entries' splits were drawn, not given. */
  readonly isDrawn?: boolean;
}

/** Entries whose split may also be that for testing. */
type Candidates = Pick<ListedDataset, 'name' | 'fingerprint'> & {
  readonly entries: readonly (Omit<Entry, 'split'> & { readonly split: Split | 'test' | null })[];
};

/** As `listFolder`. Faults: also 'dataset.no-label', 'dataset.one-label'. */
export async function listForLearning(folder: string): Promise<Outcome<ListedDataset>> {
  const listed = await listFolder(folder);
  if (!listed.ok) return listed;
  const { name, entries } = listed.value;
  return choose({ name, entries });
}

/**
 * Which image comes first decides what a training draws from its seed. By content: the same for the same images
 * whatever their names, as the pages have it. As listed: by index.csv or the files' names, as `listForLearning` and so
 * the command line have it.
 */
export type ImageOrder = 'content' | 'listing';

/** The same for an open dataset, with the patients that it knows. Faults: 'dataset.no-label', 'dataset.one-label'. */
export function learningListOf(dataset: OpenDataset, order: ImageOrder = 'content'): Outcome<ListedDataset> {
  const { name, fingerprint, entries, listedAt, pathOf } = dataset;
  const ordered = order === 'content' ? entries : entries.toSorted((a, b) => listedAt[a.index]! - listedAt[b.index]!);
  return choose({
    name,
    fingerprint,
    entries: ordered.map((entry) => ({
      file: entry.file,
      path: pathOf(entry),
      label: entry.labels.join('|'),
      patient: entry.patient,
      split: entry.split,
    })),
  });
}

/** Where some entries say that they are for training or validation, those that don't are left out. */
function choose({ name, fingerprint, entries }: Candidates): Outcome<ListedDataset> {
  const learnable = entries.flatMap(({ split, ...entry }) => (split === 'test' ? [] : [{ ...entry, split }]));
  const placed = learnable.filter(({ split }) => split !== null);
  const chosen = placed.length > 0 ? placed : learnable;
  const labels = [...new Set(chosen.flatMap(({ label }) => labelsIn(label)))].sort();
  if (labels.length >= 2)
    return success({ name, labels, entries: chosen, ...(fingerprint !== undefined && { fingerprint }) });
  return failure(labels.length === 0 ? 'dataset.no-label' : 'dataset.one-label', { dataset: name });
}
