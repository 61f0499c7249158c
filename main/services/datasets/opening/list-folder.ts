/** A folder of labelled images as a list of files, none of them opened yet. */
import { FaultError } from '../../../domain/faults/fault.ts';
import { reasonOf } from '../../../domain/messages/reason-error.ts';
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { AuditStatement } from '../../../domain/datasets/audit-statements.ts';
import type { DatasetSplit } from '../../../domain/datasets/dataset-terms.ts';
import { failure, success } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { readRegularFile } from '../../disk/read-regular-file.ts';
import { isHidden } from '../../files/allowed-files.ts';
import { createNameFinder } from '../../files/composed-names.ts';
import { isIndexName } from '../../files/disc.ts';
import { isNameLost } from '../../files/lost-names.ts';
import { hasOtherName } from '../../files/other-files.ts';
import { labelsIn } from './labels-in.ts';
import type { ListedFile, Row } from './listed-file.ts';
import { mergeRows } from './merge-rows.ts';
import { parseIndex } from './parse-index.ts';

export interface ListedFolder {
  /** The folder's. */
  readonly name: string;
  /** In alphabetical order. */
  readonly labels: readonly string[];
  readonly entries: readonly ListedFile[];
  /** Statements about what was not taken in, such as rows of index.csv whose split is "excluded". */
  readonly leftOut: readonly AuditStatement[];
}

interface Rows {
  readonly rows: readonly Row[];
  /** Folders beside those of the splits, relative to the data set's. */
  readonly oddFolders: readonly string[];
}

interface AllRows extends Rows {
  /** Texts, tables and the like beside the images of class folders. */
  readonly otherFiles: number;
}

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
 * folders named train, val and test, and these in a single folder or several, one in the other; what else lies beside them is named, not taken in.
 */
export async function listFolder(folder: string): Promise<Outcome<ListedFolder>> {
  const root = resolve(folder);
  const name = basename(root);
  const read = await readRows(root).catch((error: unknown) => explain(name, error));
  if ('ok' in read) return read;
  const { oddFolders, otherFiles } = read;
  const rows = mergeRows(read.rows);
  if (rows.length === 0) {
    return failure('dataset.no-labelled-images', { dataset: name });
  }
  const repeated = read.rows.length - rows.length;
  const entries = rows.filter(({ split }) => split === '' || Object.hasOwn(splitNames, split));
  return success({
    name,
    labels: [...new Set(entries.flatMap((row) => labelsIn(row.label)))].sort(),
    entries: await placeEntries(root, entries),
    leftOut: leftOutOf(rows.length - entries.length, repeated, otherFiles, oddFolders),
  });
}

function placeEntries(root: string, rows: readonly Row[]): Promise<readonly ListedFile[]> {
  const find = createNameFinder(root);
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      split: splitNames[row.split] ?? null,
      path: join(root, await find(row.file)),
    })),
  );
}

function leftOutOf(
  ofOtherSplits: number,
  repeated: number,
  otherFiles: number,
  oddFolders: readonly string[],
): AuditStatement[] {
  return [
    ...(ofOtherSplits === 0 ? [] : [{ code: 'otherSplits', details: { count: ofOtherSplits } } as const]),
    ...(repeated === 0 ? [] : [{ code: 'repeatedRows', details: { count: repeated } } as const]),
    ...(otherFiles === 0 ? [] : [{ code: 'otherFiles', details: { count: otherFiles } } as const]),
    ...(oddFolders.length === 0 ? [] : [{ code: 'otherFolders', details: { folders: oddFolders } } as const]),
  ];
}

/** The index is all that is read as a file here. */
const isNoFile = (error: unknown): boolean =>
  error instanceof FaultError && ['file.special', 'file.is-folder'].includes(error.fault.code);

function explain(name: string, error: unknown): Outcome<never> {
  if (isNoFile(error)) return failure('dataset.index-is-no-file', { dataset: name }, error);
  if (error instanceof FaultError) return { ok: false, error: error.fault };
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return failure('dataset.no-folder', { dataset: name }, error);
  if (code === 'EACCES' || code === 'EPERM') return failure('file.folder-closed', {}, error);
  return failure('dataset.folder-unreadable', { dataset: name, reason: reasonOf(error) }, error);
}

async function readRows(root: string): Promise<AllRows> {
  const names = await readdir(root, { withFileTypes: true });
  if (names.some((entry) => entry.name === 'index.csv'))
    return { rows: parseIndex(await readRegularFile(join(root, 'index.csv'))), oddFolders: [], otherFiles: 0 };
  const { rows, oddFolders } = await listFolders(root, foldersAmong(names));
  const images = rows.filter(({ file }) => !hasOtherName(file) && !isIndexName(basename(file)));
  return { rows: images, oddFolders, otherFiles: rows.length - images.length };
}

async function listFolders(root: string, folders: readonly string[]): Promise<Rows> {
  return (
    (await findSplits(root, folders)) ?? {
      rows: (await Promise.all(folders.map((folder) => listClassFolder(root, folder, '')))).flat(),
      oddFolders: [],
    }
  );
}

/** As `listSplits`, here or within the only folder, however deep. */
async function findSplits(root: string, folders: readonly string[]): Promise<Rows | null> {
  const found = await listSplits(root, folders);
  const [only, ...others] = folders;
  if (found !== null || only === undefined || others.length > 0) return found;
  return findSplits(root, await subfoldersOf(root, only));
}

/** The class folders in folders named after splits; null where no folder is one. */
async function listSplits(root: string, folders: readonly string[]): Promise<Rows | null> {
  const isNamedSo = (folder: string): boolean => Object.hasOwn(splitNames, basename(folder).toLowerCase());
  const withClasses = await Promise.all(
    folders.map(async (folder) => ({ folder, classes: isNamedSo(folder) ? await subfoldersOf(root, folder) : [] })),
  );
  const splits = withClasses.filter(({ classes }) => classes.length > 0);
  if (splits.length === 0) return null;
  const perClass = splits.flatMap(({ folder, classes }) =>
    classes.map((own) => listClassFolder(root, own, basename(folder).toLowerCase())),
  );
  const oddFolders = withClasses.filter(({ classes }) => classes.length === 0).map(({ folder }) => folder);
  return { rows: (await Promise.all(perClass)).flat(), oddFolders };
}

const foldersAmong = (entries: readonly Dirent[]): string[] =>
  entries.filter((entry) => entry.isDirectory() && !isHidden(entry.name)).map((entry) => entry.name);

async function subfoldersOf(root: string, folder: string): Promise<string[]> {
  if (isNameLost(folder)) return [];
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  return foldersAmong(entries).map((name) => `${folder}/${name}`);
}

async function listClassFolder(root: string, folder: string, split: string): Promise<readonly Row[]> {
  const label = basename(folder).normalize('NFC');
  const files = await filesUnder(root, folder);
  return files.sort().map((file) => ({ file, label, patient: null, split, contradicts: false, attributes: {} }));
}

/** A folder whose name can't be opened stands in the list itself, so that it is told of. */
async function filesUnder(root: string, folder: string): Promise<string[]> {
  if (isNameLost(folder)) return [folder];
  const entries = (await readdir(join(root, folder), { withFileTypes: true })).filter(({ name }) => !isHidden(name));
  // Pipes, devices and sockets as well: reading refuses them, and tells it.
  const files = entries.filter((entry) => !entry.isDirectory());
  const deeper = foldersAmong(entries).map((name) => filesUnder(root, `${folder}/${name}`));
  return [...files.map(({ name }) => `${folder}/${name}`), ...(await Promise.all(deeper)).flat()];
}
