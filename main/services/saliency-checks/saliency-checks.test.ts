/** SaliencyChecks as the workstation runs them: as jobs, kept in the casebook, with those that come with a model. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saliencyCheckFileSchema, markOf, type SaliencyCheck } from '../../domain/saliency-checks/saliency-check.ts';
import type { Job } from '../../domain/job.ts';
import { makeWorkstation, type TestStation } from '../../../tests/support/make-workstation.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { readSaliencyCheckFile, writeSaliencyCheckFile } from './saliency-check-file.ts';
import { makeSaliencyModel, SIDE, squarePicture } from '../../../tests/support/make-saliency-model.ts';
import { FaultError } from '../../domain/faults/fault.ts';

let folder: string;
let model: InstalledModel;
let station: TestStation;
let dataset: number;
let first: Job;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'checks-'));
  model = { ...makeSaliencyModel(), folder };
  station = await makeWorkstation({ models: [model] });
  dataset = await addDataset(7);
  first = await examine(dataset, ['grad-cam']);
});
afterAll(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A data set of pictures with a bright square, and of dark ones; each of a patient of its own. */
async function writeSquares(count: number): Promise<string> {
  const place = mkdtempSync(join(folder, 'squares-'));
  const lines = ['file,label,patient'];
  for (let i = 0; i < 2 * count; i++) {
    const isIll = i % 2 === 0;
    const { picture } = squarePicture(2 + ((i * 7) % 20), 2 + ((i * 11) % 20));
    const pixels = Uint8Array.from(picture, (value) => Math.round(isIll ? 255 * value : 25 + (i % 3)));
    const path = join(place, `${i}.png`);
    await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 1 } })
      .png()
      .toFile(path);
    lines.push(`${i}.png,${isIll ? 'PNEUMONIA' : 'NORMAL'},p${i}`);
  }
  writeFileSync(join(place, 'index.csv'), lines.join('\n'));
  return place;
}

async function addDataset(count: number): Promise<number> {
  const { datasets, jobs } = station.workstation;
  const added = await datasets.add({ kind: 'folder', path: await writeSquares(count) });
  if (!added.ok) throw new FaultError(added.error);
  await jobs.ended(added.value.job.id);
  return added.value.dataset.id;
}

async function examine(of: number, methods: readonly SaliencyCheck['method'][]) {
  const { saliencyChecks, jobs } = station.workstation;
  const request = {
    model: model.card.id,
    dataset: of as never,
    methods: [...methods],
    cases: 6,
    phantoms: 5,
    intoModelFolder: false,
  };
  const started = await saliencyChecks.start(request);
  if (!started.ok) throw new FaultError(started.error);
  return (await jobs.ended(started.value.id))!;
}

test('a saliency check is a job whose reports are kept for the model’s file', async () => {
  expect(first).toMatchObject({ state: 'done', kind: 'saliencyCheck', link: '/models' });
  const listed = await station.workstation.saliencyChecks.list();
  expect(listed.map(({ model: id }) => id)).toEqual([model.card.id]);
  const [check] = listed[0]!.checks;
  expect(check).toMatchObject({ method: 'grad-cam', cases: { used: 6, patients: 6, lookedAt: 6 } });
  expect(check!.sanity!.passed).toBe(true);
  expect(check!.faithfulness!.passed).toBe(true);
  expect(check!.lungs!.share).toBeNull();
  expect(check!.phantoms!.figures === null).toBe(check!.phantoms!.notApplicable !== null);
  expect(saliencyCheckFileSchema.parse({ checks: [check] })).toEqual({ checks: [check] });
  const replaced = { ...model, card: { ...model.card, sha256: 'f'.repeat(64) } };
  expect(await station.workstation.saliencyChecks.ofModel(replaced)).toEqual([]);
});

test('of the same method and dataset only the newest is listed', async () => {
  const [before] = await station.workstation.saliencyChecks.ofModel(model);
  await examine(dataset, ['grad-cam']);
  const after = await station.workstation.saliencyChecks.ofModel(model);
  expect(after).toHaveLength(1);
  expect(after[0]!.checkedAt > before!.checkedAt).toBe(true);
  expect({ ...after[0]!, checkedAt: '', seconds: 0 }).toEqual({ ...before!, checkedAt: '', seconds: 0 });
});

test('a dataset in which the model finds too little says so', async () => {
  const job = await examine(await addDataset(3), ['grad-cam']);
  expect(job.state).toBe('failed');
  expect(job.error).toMatchObject({ code: 'saliency.too-few-images', details: { found: 3, lookedAt: 3 } });
});

test('a method that the model does not allow is refused with the reason', async () => {
  const job = await examine(dataset, ['rollout']);
  expect(job).toMatchObject({ state: 'failed', error: { code: 'saliency.method-not-possible' } });
});

test('what comes with a model is told of beside what was found here; a damaged file is left out', async () => {
  const [check] = await station.workstation.saliencyChecks.ofModel(model);
  const other: SaliencyCheck = { ...check!, method: 'layercam', dataset: null };
  const path = await writeSaliencyCheckFile(model, [other]);
  await writeSaliencyCheckFile(model, [{ ...other, method: 'eigencam' }]);
  expect(saliencyCheckFileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).checks).toHaveLength(2);
  expect(await station.workstation.saliencyChecks.ofModel(model)).toHaveLength(3);
  const replaced = { ...model, card: { ...model.card, sha256: '0'.repeat(64) } };
  expect(await readSaliencyCheckFile(replaced)).toEqual({ ok: true, value: [] });
  writeFileSync(path, '{"checks": [{}]}');
  expect(await readSaliencyCheckFile(model)).toMatchObject({ ok: false, error: { code: 'saliency.file-damaged' } });
  expect(await station.workstation.saliencyChecks.ofModel(model)).toHaveLength(1);
});

test('the mark beside a map is that of the newest report, and a failed sanity check goes before other failures', async () => {
  const [check] = await station.workstation.saliencyChecks.ofModel(model);
  const passed: SaliencyCheck = { ...check!, verdict: 'passed', reasons: [], checkedAt: '2026-01-02T00:00:00.000Z' };
  const failed: SaliencyCheck = {
    ...passed,
    verdict: 'failed',
    reasons: [{ test: 'phantoms' }, { test: 'sanity' }],
    checkedAt: '2026-01-01T00:00:00.000Z',
  };
  expect(markOf([failed, passed], 'grad-cam')).toEqual({ kind: 'passed' });
  const newer = { ...failed, checkedAt: '2026-01-03T00:00:00.000Z' };
  expect(markOf([passed, newer], 'grad-cam')).toEqual({ kind: 'failedSanity', check: newer });
  expect(markOf([passed], 'layercam')).toEqual({ kind: 'notChecked' });
});

test('a cancelled check ends as cancelled and leaves the engine to the next', async () => {
  const { saliencyChecks, jobs } = station.workstation;
  const started = await saliencyChecks.start({
    model: model.card.id,
    dataset: dataset as never,
    cases: 6,
    phantoms: 5,
    intoModelFolder: false,
  });
  if (!started.ok) throw new FaultError(started.error);
  jobs.cancel(started.value.id);
  expect((await jobs.ended(started.value.id))!.state).toBe('cancelled');
  expect(await examine(dataset, ['rollout'])).toMatchObject({ state: 'failed' });
});
