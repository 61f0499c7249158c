/** A folder of labelled images as a list of files, none of them opened yet. */
import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { parse } from 'csv-parse/sync';
import { failure, success } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Dataset, Split } from './dataset.ts';
import { labelsIn } from './labels-in.ts';

/** A line of index.csv, or a file of a class folder. */
export interface Entry {
  /** Relative to the data set's folder, with forward slashes. */
  readonly file: string;
  /** Several with `|` between them. */
  readonly label: string;
  /** As given in index.csv. */
  readonly patient: string | null;
  /** As given in index.csv: for each entry, or for none. */
  readonly split: Split | null;
}

export interface ListedDataset extends Pick<Dataset, 'name' | 'labels'> {
  readonly folder: string;
  readonly entries: readonly Entry[];
  /** Whether the entries' splits were drawn, not given. */
  readonly isDrawn?: boolean;
}

/** The split as written. */
type Row = Omit<Entry, 'split'> & { readonly split: string };

/**
 * Reads `index.csv` (columns file, label and, where there, patient and split) or, without one, lists every file of
 * each class folder: whether it is an image, its content will tell. Rows with a split other than train or val, such
 * as test, are left out.
 */
export async function listDataset(folder: string): Promise<Outcome<ListedDataset>> {
  const root = resolve(folder);
  const name = basename(root);
  const rows = await readRows(root).catch((error: unknown) => explain(name, error));
  if ('ok' in rows) return rows;
  const labels = [...new Set(rows.flatMap((row) => labelsIn(row.label)))].sort();
  if (labels.length < 2) {
    return failure(
      'TOO_FEW_LABELS',
      `"${name}" holds images of ${labels.length === 0 ? 'no label' : 'one label only'}: put the images of each label in a folder of its own, or list them in an index.csv.`,
    );
  }
  return success({ name, folder: root, labels, entries: readSplits(rows) });
}

function explain(name: string, error: unknown): Outcome<never> {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return failure('NO_DATA', `There is no data folder "${name}".`);
  return failure('UNREADABLE_DATA', `The data folder "${name}" can't be read: ${message}`);
}

async function readRows(root: string): Promise<readonly Row[]> {
  const names = await readdir(root, { withFileTypes: true });
  if (names.some((entry) => entry.name === 'index.csv'))
    return parseIndex(await readFile(join(root, 'index.csv'), 'utf8'));
  const folders = names.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  const perLabel = await Promise.all(folders.map((entry) => listClassFolder(root, entry.name)));
  return perLabel.flat();
}

async function listClassFolder(root: string, label: string): Promise<readonly Row[]> {
  const isFile = (entry: Dirent): boolean => entry.isFile() || entry.isSymbolicLink();
  return (await readdir(join(root, label), { recursive: true, withFileTypes: true }))
    .filter(isFile)
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep))
    .filter((way) => !way.some((name) => name.startsWith('.')))
    .map((way) => way.join('/'))
    .sort()
    .map((file) => ({ file, label, patient: null, split: '' }));
}

function parseIndex(text: string): readonly Row[] {
  const rows = parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true }) as Partial<
    Record<keyof Row, string>
  >[];
  return rows.map(({ file, label, patient, split }, i) => {
    if (!file || !label) throw new Error(`line ${i + 2} of index.csv has no file or no label.`);
    return { file, label, patient: patient || null, split: (split ?? '').toLowerCase() };
  });
}

const splitNames: Readonly<Record<string, Split>> = { train: 'train', val: 'val', valid: 'val', validation: 'val' };

function readSplits(rows: readonly Row[]): readonly Entry[] {
  if (rows.every((row) => row.split === '')) return rows.map((row) => ({ ...row, split: null }));
  return rows
    .filter((row) => Object.hasOwn(splitNames, row.split))
    .map((row) => ({ ...row, split: splitNames[row.split]! }));
}
