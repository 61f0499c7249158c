import { describe, expect, test } from 'vitest';
import { makeFolder } from '../../../../tests/support/make-dataset.ts';
import { listFolder } from './list-folder.ts';

async function listed(index: string) {
  return listFolder(await makeFolder({ 'index.csv': new TextEncoder().encode(index) }));
}

describe('index.csv', () => {
  test.each([
    ['a first line without a column', 'name;label\na.png;ILL\n', 'dataset.no-column', { column: 'file' }],
    ['a line of another length', 'file,label\na.png,ILL\nb.png\n', 'dataset.line-of-other-length', { line: 3 }],
    ['a quote that stays open', 'file,label\n"a.png,ILL\n', 'dataset.line-unreadable', {}],
    ['a line without a label', 'file,label\n\n\na.png,\n', 'dataset.line-incomplete', { line: 4 }],
  ])('%s is named with its place in the file', async (_, index, code, details) => {
    expect(await listed(index)).toMatchObject({
      ok: false,
      error: { code: 'dataset.folder-unreadable', details: { reason: { code, details } } },
    });
  });

  test('columns may stand in any order and case, with blank lines between', async () => {
    const outcome = await listed('Label , FILE,age\n\nILL,a.png,5\n');
    expect(outcome).toMatchObject({
      ok: true,
      value: { labels: ['ILL'], entries: [{ file: 'a.png', label: 'ILL', attributes: { age: '5' } }] },
    });
  });
});
