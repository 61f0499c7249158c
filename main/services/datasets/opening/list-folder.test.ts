import { execFileSync } from 'node:child_process';
import { readFile, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder } from '../../../../tests/support/make-dataset.ts';
import { listFolder } from './list-folder.ts';

async function listed(index: string) {
  return listFolder(await makeFolder({ 'index.csv': new TextEncoder().encode(index) }));
}

describe('index.csv', () => {
  test.each([
    ['a first line without a column', 'name,label\na.png,ILL\n', 'dataset.no-column', { column: 'file' }],
    ['a line of another length', 'file,label\na.png,ILL\nb.png\n', 'dataset.line-of-other-length', { line: 3 }],
    ['a quote that stays open', 'file,label\n"a.png,ILL\n', 'dataset.line-unreadable', {}],
    ['a line without a label', 'file,label\n\n\na.png,\n', 'dataset.line-incomplete', { line: 4 }],
  ])('%s is named with its place in the file', async (_, index, code, details) => {
    expect(await listed(index)).toMatchObject({
      ok: false,
      error: { code: 'dataset.folder-unreadable', details: { reason: { code, details } } },
    });
  });

  test.skipIf(process.platform === 'win32')(
    'that is a folder, a pipe or a link to a device is named and not read (skipped on Windows)',
    async () => {
      const folder = await makeFolder({ 'index.csv/a.png': 'a' });
      const index = join(folder, 'index.csv');
      const outcome = {
        ok: false,
        error: { code: 'dataset.index-is-no-file', details: { dataset: basename(folder) } },
      };
      expect(await listFolder(folder)).toMatchObject(outcome);
      await rm(index, { recursive: true });
      execFileSync('mkfifo', [index]);
      expect(await listFolder(folder)).toMatchObject(outcome);
      await rm(index);
      await symlink('/dev/zero', index);
      expect(await listFolder(folder)).toMatchObject(outcome);
    },
  );

  test('columns may stand in any order and case, with blank lines between', async () => {
    const outcome = await listed('Label , FILE,age\n\nILL,a.png,5\n');
    expect(outcome).toMatchObject({
      ok: true,
      value: { labels: ['ILL'], entries: [{ file: 'a.png', label: 'ILL', attributes: { age: '5' } }] },
    });
  });

  test.each([
    ['semicolons', 'file;label;age\na.png;ILL;0,5\n'],
    ['tabs', 'file\tlabel\tage\r\na.png\tILL\t0,5\r\n'],
    ['a line that names what stands between', 'sep=;\r\nfile;label;age\r\na.png;ILL;0,5\r\n'],
    ['quotes', '"sep=,"\n"file","label","age"\n"a.png","ILL","0,5"\n'],
    ['quotes between semicolons', '"file";"label";"age"\n"a.png";"ILL";"0,5"\n'],
    ['a byte order mark', '\uFEFFfile;label;age\na.png;ILL;0,5\n'],
  ])('is read with %s', async (_, index) => {
    expect(await listed(index)).toMatchObject({
      ok: true,
      value: { entries: [{ file: 'a.png', label: 'ILL', attributes: { age: '0,5' } }] },
    });
  });

  test('keeps the numbers of its lines where the first names what stands between', async () => {
    expect(await listed('sep=;\nfile;label\na.png;\n')).toMatchObject({
      error: { details: { reason: { code: 'dataset.line-incomplete', details: { line: 3 } } } },
    });
  });

  test.each([
    ['UTF-16', Buffer.from('\uFEFFfile\tlabel\nMüller.png\tILL\n', 'utf16le')],
    ['Windows-1252', Buffer.from('file;label\nMüller.png;ILL\n', 'latin1')],
  ])('is read in %s', async (_, bytes) => {
    expect(await listFolder(await makeFolder({ 'index.csv': bytes }))).toMatchObject({
      value: { entries: [{ file: 'Müller.png' }] },
    });
  });

  test('leaves the empty parts of several labels out', async () => {
    expect(await listed('file,label\na.png,Effusion|\nb.png,|Nodule||Mass\n')).toMatchObject({
      value: { labels: ['Effusion', 'Mass', 'Nodule'] },
    });
    expect(await listed('file,label\na.png, | \n')).toMatchObject({ ok: false });
  });

  test('knows words that name no patient, and a patient zero among numbered ones', async () => {
    const patientsOf = async (patients: readonly string[]) => {
      const rows = patients.map((patient, i) => `${i}.png,ILL,${patient}`);
      const outcome = await listed(['file,label,patient', ...rows].join('\n'));
      return outcome.ok && outcome.value.entries.map(({ patient }) => patient);
    };
    const nobody = [
      'nan',
      'NA',
      '<NA>',
      'n/a',
      '#N/A',
      'TBD',
      'not assigned',
      'unknown',
      '?',
      '-1',
      '-1.0',
      'None',
      '',
      '0',
    ];
    expect(await patientsOf(nobody)).toEqual(nobody.map(() => null));
    expect(await patientsOf(['0', '1', '-1', 'P2'])).toEqual(['0', '1', null, 'P2']);
  });
});

describe('rows about one file', () => {
  const merged = async (index: string) => {
    const outcome = await listed(index);
    if (!outcome.ok) throw new Error(outcome.error.code);
    return outcome.value;
  };

  test('are one image, without what is of a box or a reader only', async () => {
    const { entries, leftOut } = await merged(
      'file,label,patient,age,x\na.png,ILL,P,5,1\n./a.png,ILL,,5,2\nb.png,WELL,Q,6,\n',
    );
    expect(entries).toMatchObject([
      { file: 'a.png', label: 'ILL', patient: 'P', attributes: { age: '5' }, contradicts: false },
      { file: 'b.png', label: 'WELL', contradicts: false },
    ]);
    expect(entries[0]!.attributes).toEqual({ age: '5' });
    expect(leftOut).toEqual([{ code: 'repeatedRows', details: { count: 1 } }]);
  });

  test('add their findings up', async () => {
    const { entries } = await merged('file,label\na.png,Nodule\na.png,Mass\na.png,Nodule\nb.png,No finding\n');
    expect(entries).toMatchObject([
      { label: 'Nodule|Mass', contradicts: false },
      { label: 'No finding', contradicts: false },
    ]);
  });

  test.each([
    [
      'two labels that exclude each other',
      'a.png,ILL,P,train\na.png,WELL,P,train\na.png,WELL,P,train',
      { label: 'WELL' },
    ],
    [
      'a finding and none',
      'a.png,No finding,P,train\na.png,Mass,P,train\na.png,Nodule,P,train',
      { label: 'Mass|Nodule' },
    ],
    ['two patients', 'a.png,ILL,P,train\na.png,ILL,Q,train', { patient: 'P' }],
    ['two splits', 'a.png,ILL,P,train\na.png,ILL,P,val', { split: null }],
  ])('contradict each other with %s', async (_, rows, kept) => {
    const { entries } = await merged(`file,label,patient,split\n${rows}\n`);
    expect(entries).toMatchObject([{ ...kept, contradicts: true }]);
  });
});

describe('names with accents', () => {
  test('are found whether list and disk compose them or not', async () => {
    const [composed, decomposed] = ['M\u00fcller', 'Mu\u0308ller'];
    for (const [onDisk, inList] of [
      [decomposed, composed],
      [composed, decomposed],
    ]) {
      const folder = await makeFolder({
        [`${onDisk}/${onDisk}.png`]: 'a',
        'index.csv': `file,label\n${inList}/${inList}.png,ILL\n`,
      });
      const outcome = await listFolder(folder);
      expect(outcome.ok && (await readFile(outcome.value.entries[0]!.path, 'utf8'))).toBe('a');
    }
  });

  test('are one label in the folders of two splits', async () => {
    const files = { 'train/Pleuraerg\u00fcsse/a.png': 'a', 'val/Pleuraergu\u0308sse/b.png': 'b' };
    expect(await listFolder(await makeFolder(files))).toMatchObject({ value: { labels: ['Pleuraerg\u00fcsse'] } });
  });
});

describe('class folders', () => {
  const archive = { 'test/ILL/a.png': 'a', 'train/WELL/b.png': 'b', 'train/ILL/c.png': 'c' };
  const taken = ['ILL test', 'ILL train', 'WELL train'];
  const toldOf = async (files: Readonly<Record<string, string>>) => {
    const outcome = await listFolder(await makeFolder(files));
    if (!outcome.ok) throw new Error(outcome.error.code);
    const { entries, leftOut } = outcome.value;
    return { taken: entries.map(({ label, split }) => `${label} ${split}`).sort(), leftOut };
  };

  test('in folders of splits are taken, and a folder beside these is named', async () => {
    const copies = { 'all/train/ILL/c.png': 'c', '__MACOSX/train/ILL/._c.png': 'x' };
    expect(await toldOf({ ...archive, ...copies })).toEqual({
      taken,
      leftOut: [{ code: 'otherFolders', details: { folders: ['all'] } }],
    });
  });

  test('are taken without the texts and tables beside them, which are counted', async () => {
    const others = { 'train/ILL/masks.csv': 'x', 'train/ILL/README.txt': 'x', 'train/ILL/DICOMDIR': 'x' };
    expect(await toldOf({ ...archive, ...others })).toEqual({
      taken,
      leftOut: [{ code: 'otherFiles', details: { count: 3 } }],
    });
  });

  test.each(['images', 'archive/v2/images'])('in folders of splits are found deeper, in %s', async (above) => {
    const deeper = Object.fromEntries(Object.entries(archive).map(([file, bytes]) => [`${above}/${file}`, bytes]));
    expect(await toldOf(deeper)).toEqual({ taken, leftOut: [] });
  });

  test('may be named like a split themselves', async () => {
    expect(await toldOf({ 'test/a.png': 'a', 'other/b.png': 'b' })).toMatchObject({
      taken: ['other null', 'test null'],
      leftOut: [],
    });
  });
});
