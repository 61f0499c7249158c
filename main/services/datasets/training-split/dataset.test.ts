import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Outcome } from '../../../domain/outcome.ts';
import { describeDataset } from './dataset.ts';
import type { Dataset } from './dataset.ts';
import { listForLearning } from './learning-list.ts';
import { patientOfName } from '../opening/patient-of-file.ts';
import { splitDataset } from './split-dataset.ts';
import { sentenceOf } from '../../../contract/messages/message-sentences.ts';
import { FaultError } from '../../../domain/faults/fault.ts';

const made: string[] = [];
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true }))));

/** A folder with files of the given names; `index.csv` has the given text. */
async function makeFolder(files: readonly string[], index?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dataset-'));
  made.push(folder);
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), '');
  }
  if (index !== undefined) await writeFile(join(folder, 'index.csv'), index);
  return folder;
}

/** As a training does, but for looking into the files. */
async function split(folder: string, seed: number): Promise<Outcome<Dataset>> {
  const listed = await listForLearning(folder);
  if (!listed.ok) return listed;
  const entries = listed.value.entries.map((entry) => ({
    ...entry,
    patient: entry.patient ?? patientOfName(entry.file),
  }));
  return splitDataset(listed.value, entries, { seed, validationShare: 0.15 });
}
async function read(folder: string, seed = 1): Promise<Dataset> {
  const outcome = await split(folder, seed);
  if (!outcome.ok) throw new FaultError(outcome.error);
  return outcome.value;
}
async function faultOf(folder: Promise<string>): Promise<string> {
  const outcome = await split(await folder, 1);
  return outcome.ok ? 'none' : sentenceOf(outcome.error);
}

/** 40 patients a label with two images each. */
const twins = ['NORMAL', 'PNEUMONIA'].flatMap((label) =>
  Array.from({ length: 80 }, (_, i) => `${label}/person${label.length * 100 + Math.floor(i / 2)}_${i}.jpeg`),
);

describe('a data set', () => {
  test('takes all of class folders, deeply, whatever the names; only what is hidden stays out', async () => {
    const folder = await makeFolder([
      ...twins,
      'NORMAL/more/a.dcm',
      'NORMAL/1.2.840.99.7',
      'NORMAL/.hidden.png',
      'NORMAL/.cache/b.png',
      'readme.md',
    ]);
    const { labels, samples } = await read(folder);
    expect(labels).toEqual(['NORMAL', 'PNEUMONIA']);
    expect(samples).toHaveLength(162);
    const others = samples.filter(({ patient }) => !patient.startsWith('person'));
    expect(others.map(({ file, patient }) => [file, patient])).toEqual([
      ['NORMAL/1.2.840.99.7', 'NORMAL/1.2.840.99.7'],
      ['NORMAL/more/a.dcm', 'NORMAL/more/a.dcm'],
    ]);
  });

  test('says by what it is split', async () => {
    const files = Array.from({ length: 20 }, (_, i) => `${i % 2 ? 'X' : 'Y'}/${i}.png`);
    const known = await read(await makeFolder(twins));
    expect(known.splitOrigin.ofUnknownPatients).toBe(0);
    expect(describeDataset(known).splitBy).toEqual({ ofUnknownPatients: 0, images: 160, isGiven: false });
    const unknown = await read(await makeFolder(files));
    expect(unknown.splitOrigin).toEqual({ ofUnknownPatients: 20, images: 20, isGiven: false });
    expect(describeDataset(unknown).splitBy).toEqual(unknown.splitOrigin);
    expect(describeDataset(await read(await makeFolder([...twins, 'NORMAL/a.png']))).splitBy).toEqual({
      ofUnknownPatients: 1,
      images: 161,
      isGiven: false,
    });
    const index = 'file,label,split\na,X,train\nb,Y,train\nc,X,val\nd,Y,val\n';
    expect(describeDataset(await read(await makeFolder([], index))).splitBy).toEqual({
      ofUnknownPatients: 4,
      images: 4,
      isGiven: true,
    });
  });

  test('never has a patient in two splits, and keeps the share of each label', async () => {
    const { samples } = await read(await makeFolder(twins));
    const validation = samples.filter(({ split }) => split === 'val');
    expect(validation.filter(({ label }) => label === 'NORMAL')).toHaveLength(12);
    expect(validation.filter(({ label }) => label === 'PNEUMONIA')).toHaveLength(12);
    const trained = new Set(samples.filter(({ split }) => split === 'train').map(({ patient }) => patient));
    expect(validation.filter(({ patient }) => trained.has(patient))).toEqual([]);
  });

  test('is split in the same way by the same seed only, and its fingerprint tells', async () => {
    const folder = await makeFolder(twins);
    const [first, again, other] = [await read(folder), await read(folder), await read(folder, 2)].map(describeDataset);
    expect(again).toEqual(first);
    expect(other!.fingerprint).not.toBe(first!.fingerprint);
    expect(first!.splits[0]).toEqual({
      split: 'train',
      images: 136,
      patients: 68,
      perLabel: { NORMAL: 68, PNEUMONIA: 68 },
    });
  });

  test('takes labels, patients and splits from index.csv and leaves test images out', async () => {
    const index = 'file,label,patient,split\na,X,p1,train\nb,Y,p2,train\nc,X,p3,validation\nd,Y,p4,val\ne,Y,p5,test\n';
    const dataset = await read(await makeFolder([], index));
    const { samples } = dataset;
    expect(samples.map(({ file, label, patient, split }) => [file, label, patient, split])).toEqual([
      ['a', 'X', 'p1', 'train'],
      ['b', 'Y', 'p2', 'train'],
      ['c', 'X', 'p3', 'val'],
      ['d', 'Y', 'p4', 'val'],
    ]);
    expect(describeDataset(dataset).splitBy).toMatchObject({ ofUnknownPatients: 0, isGiven: true });
  });

  test('knows the patients of the published paediatric set by their file names', async () => {
    const names = [
      'NORMAL/IM-0115-0001.jpeg',
      'NORMAL/NORMAL2-IM-0115-0002.jpeg',
      'PNEUMONIA/person7_virus_1.jpeg',
      'PNEUMONIA/person7_bacteria_2.jpeg',
    ];
    const { samples } = await readEvenIfSmall(names);
    expect(samples.map(({ patient }) => patient)).toEqual(['IM-0115', 'NORMAL2-IM-0115', 'person7', 'person7']);
  });

  test('says what is wrong with it', async () => {
    expect(await faultOf(makeFolder(['X/a.png']))).toMatch(
      /one label only to learn from\. Put the images of each label/,
    );
    expect(await faultOf(makeFolder(['X/a.png', 'Y/b.png']))).toMatch(/no image for training with the label X, Y/);
    const together = 'file,label,patient,split\na,X|Y,1,train\nb,X,2,train\nc,Y|X,3,val\nd,Y,4,val';
    expect(await faultOf(makeFolder(['a'], together))).toMatch(
      /no image for training without the label X\. Add images/,
    );
    expect(await faultOf(makeFolder([], 'file,label\na,X\nb,\n'))).toMatch(
      /line 3 of index.csv has no file or no label/,
    );
    expect(await faultOf(Promise.resolve('/nowhere/images'))).toBe(
      'There is no data folder “images”. Choose another one.',
    );
  });

  test('counts patients in two splits without naming them', async () => {
    const index = 'file,label,patient,split\na,X,secret,train\nb,Y,p2,train\nc,X,secret,val\nd,Y,p4,val\n';
    const fault = await faultOf(makeFolder([], index));
    expect(fault).toMatch(/^One patient has images both for training and for validation/);
    expect(fault).not.toContain('secret');
  });
});

/** With enough other patients for a split. */
async function readEvenIfSmall(names: readonly string[]): Promise<Dataset> {
  const index = [
    'file,label',
    ...names.map((name) => `${name},${name.split('/')[0]}`),
    ...twins.map((name) => `other-${name},${name.split('/')[0]}`),
  ];
  const dataset = await read(await makeFolder([], index.join('\n')));
  return { ...dataset, samples: dataset.samples.filter(({ file }) => names.includes(file)) };
}
