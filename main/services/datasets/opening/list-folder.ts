/** A folder of labelled images as a list of files, none of them opened yet. */
import { clauseOf } from '../../../domain/messages/clause.ts';
import { ReasonError, reasonOf } from '../../../domain/messages/reason-error.ts';
import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import type { DatasetSplit } from '../../../domain/datasets/dataset-terms.ts';
import { failure, success } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { isHidden } from '../../files/allowed-files.ts';
import { labelsIn } from './labels-in.ts';

/** A line of index.csv, or a file of a class folder. */
export interface ListedFile {
  /** Relative to the data set's folder, with forward slashes. */
  readonly file: string;
  /** Several with `|` between them. */
  readonly label: string;
  /** As given in index.csv. */
  readonly patient: string | null;
  /** As given in index.csv or by a folder above the class folders. */
  readonly split: DatasetSplit | null;
  /** The further columns of index.csv that say something, by their names in lower case. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface ListedFolder {
  /** The folder's. */
  readonly name: string;
  readonly folder: string;
  /** In alphabetical order. */
  readonly labels: readonly string[];
  readonly entries: readonly ListedFile[];
  /** Rows of index.csv whose split is none that we know, such as "excluded". */
  readonly ofOtherSplits: number;
}

/** The split as written. */
type Row = Omit<ListedFile, 'split'> & { readonly split: string };

const splitNames: Readonly<Record<string, DatasetSplit>> = {
  train: 'train',
  training: 'train',
  val: 'val',
  valid: 'val',
  validation: 'val',
  test: 'test',
  testing: 'test',
};

/**
 * Reads `index.csv` (columns file, label and, where there, patient, split and further attributes) or, without one,
 * lists every file of each class folder: whether it is an image, its content will tell. The class folders may lie in
 * folders named train, val and test.
 */
export async function listFolder(folder: string): Promise<Outcome<ListedFolder>> {
  const root = resolve(folder);
  const name = basename(root);
  const rows = await readRows(root).catch((error: unknown) => explain(name, error));
  if ('ok' in rows) return rows;
  if (rows.length === 0) {
    return failure('dataset.no-labelled-images', { dataset: name });
  }
  const entries = rows.filter(({ split }) => split === '' || Object.hasOwn(splitNames, split));
  return success({
    name,
    folder: root,
    labels: [...new Set(entries.flatMap((row) => labelsIn(row.label)))].sort(),
    entries: entries.map((row) => ({ ...row, split: splitNames[row.split] ?? null })),
    ofOtherSplits: rows.length - entries.length,
  });
}

function explain(name: string, error: unknown): Outcome<never> {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return failure('dataset.no-folder', { dataset: name }, error);
  return failure('dataset.folder-unreadable', { dataset: name, reason: reasonOf(error) }, error);
}

async function readRows(root: string): Promise<readonly Row[]> {
  const names = await readdir(root, { withFileTypes: true });
  if (names.some((entry) => entry.name === 'index.csv'))
    return parseIndex(await readFile(join(root, 'index.csv'), 'utf8'));
  const folders = names.filter((entry) => entry.isDirectory() && !isHidden(entry.name)).map((entry) => entry.name);
  const areSplits = folders.every((name) => Object.hasOwn(splitNames, name.toLowerCase()));
  const perFolder = await Promise.all(
    folders.map((name) => (areSplits ? listSplitFolder(root, name) : listClassFolder(root, name, ''))),
  );
  return perFolder.flat();
}

async function listSplitFolder(root: string, split: string): Promise<readonly Row[]> {
  const classes = (await readdir(join(root, split), { withFileTypes: true })).filter(
    (entry) => entry.isDirectory() && !isHidden(entry.name),
  );
  const perClass = classes.map((entry) => listClassFolder(root, `${split}/${entry.name}`, split.toLowerCase()));
  return (await Promise.all(perClass)).flat();
}

async function listClassFolder(root: string, folder: string, split: string): Promise<readonly Row[]> {
  const isFile = (entry: Dirent): boolean => entry.isFile() || entry.isSymbolicLink();
  return (await readdir(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter(isFile)
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep))
    .filter((way) => !way.some(isHidden))
    .map((way) => way.join('/'))
    .sort()
    .map((file) => ({ file, label: basename(folder), patient: null, split, attributes: {} }));
}

/** The columns in lower case; those that every list has are there. */
function columnsOf(header: readonly string[]): string[] {
  const columns = header.map((name) => name.trim().toLowerCase());
  const missing = ['file', 'label'].find((column) => !columns.includes(column));
  if (missing !== undefined) throw new ReasonError(clauseOf('dataset.no-column', { column: missing, found: columns }));
  return columns;
}

interface CsvLine {
  readonly record: Readonly<Partial<Record<string, string>>>;
  /** The number of its last line in the file is `lines`. */
  readonly info: { readonly lines: number };
}

function parseLines(text: string): readonly CsvLine[] {
  try {
    const options = { columns: columnsOf, bom: true, trim: true, skip_empty_lines: true, info: true };
    return parse(text, options) as unknown as CsvLine[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines = 0 } = error as CsvError & { readonly lines?: number };
    const clause = error.code.startsWith('CSV_RECORD') ? 'dataset.line-of-other-length' : 'dataset.line-unreadable';
    throw new ReasonError(clauseOf(clause, { line: lines }), { cause: error });
  }
}

function parseIndex(text: string): readonly Row[] {
  return parseLines(text).map(({ record: { file, label, patient, split, ...others }, info: { lines } }) => {
    if (!file || !label) throw new ReasonError(clauseOf('dataset.line-incomplete', { line: lines }));
    const told = Object.entries(others).filter(([name, value]) => name !== '' && value);
    return {
      file: file.replaceAll('\\', '/'),
      label,
      patient: patient || null,
      split: (split ?? '').toLowerCase(),
      attributes: Object.fromEntries(told) as Record<string, string>,
    };
  });
}
