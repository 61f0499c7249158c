import { describe, expect, test } from 'vitest';
import { faultOfDrop, filesOf } from './dropped-files.ts';

type Answer<T> = (resolve: (value: T) => void, reject: (error: Error) => void) => void;

const entry = (name: string, isFile: boolean, own: object): FileSystemEntry =>
  ({ name, isFile, isDirectory: !isFile, ...own }) as FileSystemEntry;

function file(name: string): FileSystemEntry {
  const answer: Answer<File> = (resolve) => resolve(new File([], name));
  return entry(name, true, { file: answer });
}

function unreadable(name: string): FileSystemEntry {
  const answer: Answer<File> = (_, reject) => reject(new Error('NotReadableError'));
  return entry(name, true, { file: answer });
}

/** @param batches what one reading after the other gives; an error fails it */
function folder(name: string, ...batches: readonly (readonly FileSystemEntry[] | Error)[]): FileSystemEntry {
  const left = [...batches, []];
  const readEntries: Answer<readonly FileSystemEntry[]> = (resolve, reject) => {
    const batch = left.shift()!;
    if (batch instanceof Error) reject(batch);
    else resolve(batch);
  };
  return entry(name, false, { createReader: () => ({ readEntries }) });
}

const drop = (...entries: readonly FileSystemEntry[]): DataTransfer =>
  ({ items: entries.map((one) => ({ webkitGetAsEntry: () => one })), files: [] }) as unknown as DataTransfer;

describe('a drop', () => {
  test('brings the files of its folders, however deep', async () => {
    const dropped = await filesOf(drop(file('a'), folder('b', [file('c')], [folder('d', [file('e')])])));
    expect(dropped.files.map(({ name }) => name)).toEqual(['a', 'c', 'e']);
    expect(faultOfDrop(dropped)).toBeNull();
  });

  test('loses only what cannot be read, and names it', async () => {
    const dropped = await filesOf(drop(unreadable('a'), file('b'), folder('c', [file('d')], new Error('gone'))));
    expect(dropped.files.map(({ name }) => name)).toEqual(['b', 'd']);
    expect(dropped.failed).toEqual(['a', 'c']);
    expect(faultOfDrop(dropped)).toMatch(/“a” and 1 more could not be read/);
  });

  test('that holds nothing is told', async () => {
    expect(faultOfDrop(await filesOf(drop(folder('empty'))))).toMatch(/no files/);
  });
});
