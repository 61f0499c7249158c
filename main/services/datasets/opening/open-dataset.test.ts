import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCasebook } from '../../../casebook/open-casebook.ts';
import { makeFrame } from '../../../../tests/support/make-frame.ts';
import { writeDicom } from '../../../imaging/dicom/write-dicom.ts';
import { createFiles } from '../../files/allowed-files.ts';
import { learningListOf } from '../training-split/learning-list.ts';
import { makeFolder, openFolder, picture } from '../../../../tests/support/make-dataset.ts';
import { decoder } from '../../../../tests/support/decoder.ts';
import { openDataset } from './open-dataset.ts';
import { FaultError } from '../../../domain/faults/fault.ts';

const [a, b, c, d] = await Promise.all(['a', 'b', 'c', 'd'].map((seed) => picture(seed)));
const index = (rows: readonly string[], columns = 'file,label,patient,split'): string => [columns, ...rows].join('\n');

// Windows and macOS have no such names.
describe.skipIf(process.platform !== 'linux')('file names that are not UTF-8 (skipped where no disk has one)', () => {
  const writeLatin = (folder: string, name: string, bytes: Uint8Array) =>
    writeFile(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]), bytes);

  test('are read in class folders', async () => {
    const folder = await makeFolder({ 'WELL/b.png': b! });
    await mkdir(join(folder, 'ILL'));
    await writeLatin(folder, 'ILL/Gr\u00f6\u00dfe.png', a!);
    const { entries } = await openFolder(folder);
    expect(entries.map(({ sha256 }) => sha256)).not.toContain(null);
  });

  test('are found under what they read in a list, and two that read alike as programs get them are told apart', async () => {
    const names = ['\u00f6.png', '\u00fc.png', '\u00df1.png'];
    const rows = names.map((name, patient) => `${name},ILL,p${patient},train`);
    const folder = await makeFolder({ 'index.csv': index(rows) });
    await writeLatin(folder, names[0]!, a!);
    await writeLatin(folder, names[1]!, b!);
    await writeLatin(folder, names[2]!, c!);
    const { entries } = await openFolder(folder);
    const read = entries.filter(({ sha256 }) => sha256 !== null).map(({ file }) => file);
    expect(read).toEqual([names[2]]);
  });
});

describe('a dataset', () => {
  test('has the same fingerprint and the same numbers in a copy under other names in another order', async () => {
    const one = await openFolder(
      await makeFolder({ 'x.png': a!, 'y.png': b!, 'index.csv': index(['x.png,ILL,p1,train', 'y.png,WELL,p2,val']) }),
    );
    const other = await openFolder(
      await makeFolder({
        'in/1.png': b!,
        '2.png': a!,
        'index.csv': index(['in/1.png,WELL,p2,val', '2.png,ILL,p1,training']),
      }),
    );
    expect(other.fingerprint).toBe(one.fingerprint);
    expect(other.entries.map(({ sha256 }) => sha256)).toEqual(one.entries.map(({ sha256 }) => sha256));
  });

  test.each([
    ['a label', ['x.png,WELL,p1,train', 'y.png,WELL,p2,val'], a],
    ['a patient', ['x.png,ILL,p3,train', 'y.png,WELL,p2,val'], a],
    ['a split', ['x.png,ILL,p1,val', 'y.png,WELL,p2,val'], a],
    ['a pixel', ['x.png,ILL,p1,train', 'y.png,WELL,p2,val'], c],
  ])('has another fingerprint when %s is another', async (_, rows, bytes) => {
    const one = await makeFolder({
      'x.png': a!,
      'y.png': b!,
      'index.csv': index(['x.png,ILL,p1,train', 'y.png,WELL,p2,val']),
    });
    const other = await makeFolder({ 'x.png': bytes!, 'y.png': b!, 'index.csv': index(rows) });
    expect((await openFolder(other)).fingerprint).not.toBe((await openFolder(one)).fingerprint);
  });

  test('takes further columns as attributes, several labels, and leaves out splits that it doesn’t know', async () => {
    const rows = [
      'a.png,EFFUSION|NODULE,p1,train,54,F,clinic A',
      'b.png,NODULE,p2,test,,M,',
      'c.png,NODULE,p3,excluded,,,',
    ];
    const folder = await makeFolder({
      'a.png': a!,
      'b.png': b!,
      'c.png': c!,
      'index.csv': index(rows, 'file,label,Patient,split,Age,sex,source'),
    });
    const dataset = await openFolder(folder);
    expect(dataset.labels).toEqual(['EFFUSION', 'NODULE']);
    expect(dataset.isMultiLabel).toBe(true);
    expect(dataset.leftOut).toEqual([{ code: 'otherSplits', details: { count: 1 } }]);
    const [first] = dataset.entries.filter(({ file }) => file === 'a.png');
    expect(first).toMatchObject({
      labels: ['EFFUSION', 'NODULE'],
      split: 'train',
      attributes: { age: '54', sex: 'F', source: 'clinic A' },
    });
    expect(dataset.counts).toMatchObject({
      images: 2,
      patients: 2,
      perLabel: { EFFUSION: 1, NODULE: 2 },
      perSplit: { train: 1, test: 1 },
    });
  });

  test('tells of which images the list says different things', async () => {
    const rows = ['a.png,ILL,p1,train', 'b.png,WELL,p2,train', 'b.png,ILL,p2,train'];
    const dataset = await openFolder(await makeFolder({ 'a.png': a!, 'b.png': b!, 'index.csv': index(rows) }));
    expect(dataset.contradicted.map((at) => dataset.entries[at]!.file)).toEqual(['b.png']);
    expect(dataset.counts).toMatchObject({ images: 2, perLabel: { ILL: 1, WELL: 1 } });
  });

  test('finds class folders within folders named after splits', async () => {
    const dataset = await openFolder(
      await makeFolder({ 'train/ILL/a.png': a!, 'train/WELL/b.png': b!, 'val/ILL/c.png': c!, 'test/WELL/d.png': d! }),
    );
    const told = dataset.entries.map(({ file, labels, split }) => [file, labels[0], split]);
    expect(told.toSorted(([one], [other]) => (one! < other! ? -1 : 1))).toEqual([
      ['test/WELL/d.png', 'WELL', 'test'],
      ['train/ILL/a.png', 'ILL', 'train'],
      ['train/WELL/b.png', 'WELL', 'train'],
      ['val/ILL/c.png', 'ILL', 'val'],
    ]);
  });

  test('never gives a training the images for testing', async () => {
    const dataset = await openFolder(
      await makeFolder({ 'train/ILL/a.png': a!, 'train/WELL/b.png': b!, 'val/ILL/c.png': c!, 'test/WELL/d.png': d! }),
    );
    const listed = learningListOf(dataset);
    expect(listed.ok && listed.value.entries.map(({ path }) => basename(path)).toSorted()).toEqual([
      'a.png',
      'b.png',
      'c.png',
    ]);
  });

  test('knows patient, sex, age and view from DICOM headers', async () => {
    const frame = { ...makeFrame({ rows: 8, columns: 8, pixels: new Uint8Array(64).fill(7) }), viewPosition: 'PA' };
    const dicom = writeDicom(frame, { patientId: 'P7' });
    const dataset = await openFolder(await makeFolder({ 'ILL/a.dcm': dicom, 'WELL/b.png': b! }));
    const entry = dataset.entries.find(({ file }) => file === 'ILL/a.dcm')!;
    expect(entry.patient).toBe('P7');
    expect(entry.attributes).toMatchObject({ view: 'PA' });
  });

  test('reads an image, and refuses it when its file has changed since', async () => {
    const folder = await makeFolder({ 'ILL/a.png': a!, 'WELL/b.png': b! });
    const dataset = await openFolder(folder);
    const entry = dataset.entries.find(({ file }) => file === 'ILL/a.png')!;
    expect(dataset.pathOf(entry)).toBe(join(folder, 'ILL', 'a.png'));
    expect(await dataset.readImage(entry)).toMatchObject({ ok: true, value: { frame: { rows: 40, columns: 40 } } });
    await rename(join(folder, 'WELL/b.png'), join(folder, 'ILL/a.png'));
    expect(await dataset.readImage(entry)).toMatchObject({
      ok: false,
      error: { code: 'dataset.file-changed' },
    });
  });

  test('never reads what lies outside the folders that may be read', async () => {
    const secret = await makeFolder({ 'secret.png': a! });
    const folder = await makeFolder({
      'b.png': b!,
      'index.csv': index([`../${basename(secret)}/secret.png,ILL,,`, 'b.png,WELL,,']),
    });
    const casebook = openCasebook(':memory:', () => new Date());
    const files = await createFiles([folder]);
    const opened = await openDataset({ kind: 'folder', path: folder }, { casebook, files, decoder });
    if (!opened.ok) throw new FaultError(opened.error);
    const outside = opened.value.entries.find(({ file }) => file.endsWith('secret.png'))!;
    expect(outside.sha256).toBeNull();
    expect(await opened.value.readImage(outside)).toMatchObject({ ok: false, error: { code: 'file.forbidden' } });
    const elsewhere = await openDataset({ kind: 'folder', path: dirname(folder) }, { casebook, files, decoder });
    expect(elsewhere).toMatchObject({ ok: false, error: { code: 'file.forbidden' } });
    casebook.close();
  });
});
