import type { ListedFile } from '../../../main/domain/studies/screening-record.ts';
import { toCsv } from '../../../main/domain/csv.ts';
import { messageSentence } from '../../shared/faults/fault-text.ts';
import { t } from '../../shared/messages/messages.ts';

/** An uploaded file lies under a hash of its content, which says nothing to the person who chose it: its name does. */
export const shownPath = (path: string): string => /[/\\]uploads[/\\][0-9a-f]{32}[/\\](.+)$/.exec(path)?.[1] ?? path;

/** The folder that all paths lie in, with its separator; empty where they have none in common. */
export function commonFolder(paths: readonly string[]): string {
  const [first = '', ...rest] = paths;
  let folder = first.slice(0, Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1);
  while (folder !== '' && rest.some((path) => !path.startsWith(folder)))
    folder = folder.slice(
      0,
      Math.max(folder.lastIndexOf('/', folder.length - 2), folder.lastIndexOf('\\', folder.length - 2)) + 1,
    );
  return folder;
}

export type FileFilter = ListedFile['status'] | 'all';

/** The files of one kind whose path or reason contains every word of the search. */
export function filterFiles(files: readonly ListedFile[], filter: FileFilter, search: string): readonly ListedFile[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return files.filter((file) => {
    if (filter !== 'all' && file.status !== filter) return false;
    const text = `${file.path} ${sentenceOfFile(file)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export const sentenceOfFile = (file: ListedFile): string =>
  file.status === 'duplicate'
    ? t('screening:sameImageAs', { path: shownPath(file.sameAs) })
    : messageSentence(file.fault);

const rowOf = (file: ListedFile): readonly string[] => [
  file.path,
  t(`screening:status.${file.status}`),
  sentenceOfFile(file),
];

export const csvOfFiles = (files: readonly ListedFile[]): string =>
  toCsv([[t('screening:path'), t('screening:outcome'), t('screening:reason')], ...files.map(rowOf)]);

/** A line a file with tabs between, as spreadsheets take it. */
export const textOfFiles = (files: readonly ListedFile[]): string =>
  files.map((file) => rowOf(file).join('\t')).join('\n');
