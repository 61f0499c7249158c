import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeFrame } from '../../../../tests/support/make-frame.ts';
import { decoder } from '../../../../tests/support/decoder.ts';
import { renderPng } from '../../../imaging/raster/render-png.ts';
import { writeDicom } from '../../../imaging/dicom/write-dicom.ts';
import { describeDataset } from '../../datasets/training-split/dataset.ts';
import { learningListOf, listForLearning } from '../../datasets/training-split/learning-list.ts';
import { openFolder } from '../../../../tests/support/make-dataset.ts';
import { loadDatasets } from './load-datasets.ts';
import { parseTrainSettings, preprocessingOf } from '../settings/train-settings.ts';
import { FaultError } from '../../../domain/faults/fault.ts';

const made: string[] = [];
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true }))));

const pixels = new Uint8Array(576).map((_, i) => i % 251);
const frame = makeFrame({ rows: 24, columns: 24, pixels });

async function load(files: Readonly<Record<string, Uint8Array>>) {
  const folder = await mkdtemp(join(tmpdir(), 'load-'));
  made.push(folder);
  for (const [file, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), bytes);
  }
  const [listed, settings] = [await listForLearning(folder), parseTrainSettings({ size: 16 })];
  if (!listed.ok || !settings.ok) throw new Error('The folder or the settings are wrong');
  const { value } = listed;
  const how = { spec: preprocessingOf(settings.value), split: settings.value, isMultiLabel: false };
  return loadDatasets([value], value.labels, how, { decoder, onProgress: () => undefined, epochs: 1 });
}

/** Eight patients a label with three files each, named as archives name them. */
function archive(): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (let i = 0; i < 48; i++) {
    const label = i % 2 === 0 ? 'NORMAL' : 'PNEUMONIA';
    files[`${label}/1.2.840.99.${i}`] = writeDicom(frame, { patientId: `${label} ${Math.floor(i / 6)}` });
  }
  return files;
}

describe('loading data sets', () => {
  test('keeps the patients that DICOM headers name on one side of the split', async () => {
    const outcome = await load(archive());
    if (!outcome.ok) throw new FaultError(outcome.error);
    const [{ dataset, images }] = outcome.value.datasets as [(typeof outcome.value.datasets)[number]];
    expect(describeDataset(dataset).splitBy).toMatchObject({ ofUnknownPatients: 0, isGiven: false });
    expect(dataset.splitOrigin.ofUnknownPatients).toBe(0);
    expect(images.train.length + images.val.length).toBe(48);
    const trained = new Set(images.train.map(({ patient }) => patient));
    expect(new Set(images.val.map(({ patient }) => patient)).size).toBe(4);
    expect(images.val.filter(({ patient }) => trained.has(patient))).toEqual([]);
    expect(outcome.value.notes).toEqual([]);
  });

  test('of a dataset with a split of its own keep its fingerprint, which is then the card’s', async () => {
    const files = archive();
    const rows = Object.keys(files).map((file, i) => `${file},${file.split('/')[0]},${i < 12 ? 'val' : 'train'}`);
    const table = new TextEncoder().encode(['file,label,split', ...rows].join('\n'));
    const outcome = await load({ ...files, 'index.csv': table });
    if (!outcome.ok) throw new FaultError(outcome.error);
    const opened = await openFolder(made.at(-1)!);
    expect(describeDataset(outcome.value.datasets[0]!.dataset)).toMatchObject({
      fingerprint: opened.fingerprint,
      datasetFingerprint: opened.fingerprint,
    });
  });

  test('of a dataset whose split is drawn keep the dataset’s own fingerprint beside that of the drawn split', async () => {
    const outcome = await load(archive());
    if (!outcome.ok) throw new Error(outcome.error.code);
    const opened = await openFolder(made.at(-1)!);
    const described = describeDataset(outcome.value.datasets[0]!.dataset);
    expect(described.datasetFingerprint).toBe(opened.fingerprint);
    expect(described.fingerprint).not.toBe(opened.fingerprint);
    const listed = learningListOf(opened);
    expect(listed.ok ? listed.value.fingerprint : null).toBe(opened.fingerprint);
  });

  test('names the files that are no images, and says when patients are not known', async () => {
    const png = await renderPng(frame);
    const outcome = await load({
      ...archive(),
      'NORMAL/a.png': png,
      'PNEUMONIA/b.png': png,
      'NORMAL/report.dcm': new TextEncoder().encode('The lungs are clear.'),
    });
    if (!outcome.ok) throw new FaultError(outcome.error);
    const [{ dataset }] = outcome.value.datasets as [(typeof outcome.value.datasets)[number]];
    expect(describeDataset(dataset).splitBy).toEqual({ ofUnknownPatients: 2, images: 50, isGiven: false });
    expect(outcome.value.notes).toEqual([
      {
        code: 'dataset.file-left-out',
        details: {
          dataset: dataset.name,
          file: 'NORMAL/report.dcm',
          fault: { code: 'image.unknown-format', details: {} },
        },
      },
      { code: 'training.some-patients-unknown', details: { dataset: dataset.name, count: 2, images: 50 } },
    ]);
  });

  test('says which label has nothing readable', async () => {
    const outcome = await load({ ...archive(), 'docs/report.dcm': Uint8Array.of(1, 2, 3) });
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'dataset.unread-label', details: { label: 'docs' } },
    });
  });
});
