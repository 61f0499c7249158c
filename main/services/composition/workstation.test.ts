import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WorkstationEvent } from '../../contract/contract.ts';
import type { ModelId } from '../../domain/ids.ts';
import type { Job } from '../../domain/job.ts';
import { createPhantom } from '../../imaging/phantom/phantom.ts';
import { renderPng } from '../../imaging/raster/render-png.ts';
import { writeDicom } from '../../imaging/dicom/write-dicom.ts';
import { makeModel } from '../../../tests/support/make-model.ts';
import { makeWorkstation, type TestStation } from '../../../tests/support/make-workstation.ts';
import type { ScreenedFile } from '../../contract/screening.ts';
import { FaultError } from '../../domain/faults/fault.ts';

/** PNG radiographs, made once. */
let chests: Uint8Array[];
let folder: string;
let station: TestStation;

beforeAll(async () => {
  const phantoms = [1, 2, 3].map((seed) => createPhantom({ seed, label: 'NORMAL', size: 256 }));
  chests = await Promise.all(phantoms.map(({ frame }) => renderPng(frame)));
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'screening-'));
  chests.forEach((png, index) => writeFileSync(join(folder, `chest-${index + 1}.png`), png));
  station = await makeWorkstation({ files: [folder] });
});
afterEach(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

async function screen(
  paths: readonly string[] = [folder],
  signal?: AbortSignal,
  models = station.workstation.models,
): Promise<ScreenedFile[]> {
  const { workstation } = station;
  const outcomes: ScreenedFile[] = [];
  for await (const outcome of workstation.screen(await workstation.collect(paths), models, signal)) {
    outcomes.push(outcome);
  }
  return outcomes;
}

async function finish(job: Job): Promise<Job> {
  for (;;) {
    const now = station.workstation.jobs.list().find(({ id }) => id === job.id)!;
    if (now.state !== 'running') return now;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function worklist(): ReturnType<TestStation['workstation']['casebook']['worklist']['query']> {
  const all = {
    search: '',
    filter: 'all',
    keep: [],
    sort: 'importedAt',
    descending: false,
    offset: 0,
    limit: 100,
  } as const;
  return station.workstation.casebook.worklist.query(all);
}

describe('screening', () => {
  test('scores a folder into the casebook, each PNG a study named after its file', async () => {
    const outcomes = await screen();
    expect(outcomes.map(({ path, status }) => [path, status])).toEqual([
      [join(folder, 'chest-1.png'), 'scored'],
      [join(folder, 'chest-2.png'), 'scored'],
      [join(folder, 'chest-3.png'), 'scored'],
    ]);
    expect(outcomes[0]?.predictions).toMatchObject([{ model: 'bright', label: 'PNEUMONIA', threshold: 0.6 }]);
    const { rows } = worklist();
    expect(rows.map(({ description, patientName }) => [description, patientName])).toEqual([
      ['chest-1.png', ''],
      ['chest-2.png', ''],
      ['chest-3.png', ''],
    ]);
    expect(rows.map(({ findings }) => findings)).toEqual(outcomes.map(({ predictions }) => predictions));
  });

  test('takes what is scored already from the casebook, and changes nothing there', async () => {
    const first = await screen();
    const entries = station.workstation.casebook.audit.verify();
    expect(await screen()).toMatchObject(first);
    expect(station.workstation.casebook.audit.verify()).toEqual(entries);
    expect(worklist().total).toBe(3);
  });

  test('scores again with a card whose calibration was changed, and not with the one of before', async () => {
    const [before] = await screen();
    const { card } = makeModel();
    const warmer = makeModel({ calibration: { ...card.calibration, temperature: 4 } });
    const after = await screen([folder], undefined, [warmer]);
    expect(after[0]?.predictions[0]?.probability).not.toBe(before?.predictions[0]?.probability);
    expect((await screen())[0]).toMatchObject(before!);
    const study = station.workstation.casebook.instances.get(before!.instanceId!)!.studyId;
    expect(station.workstation.casebook.studies.get(study)?.predictions).toHaveLength(2);
  });

  test('lists a file that is no image with its reason, and scores the others', async () => {
    writeFileSync(join(folder, 'a-letter.dcm'), 'Dear colleague');
    writeFileSync(join(folder, 'broken.png'), chests[0]!.subarray(0, 200));
    const outcomes = await screen([folder, join(folder, 'gone.png')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['failed', 'failed', 'scored', 'scored', 'scored', 'failed']);
    expect(outcomes[0]).toMatchObject({ fault: { code: 'image.unknown-format' } });
    expect(outcomes.at(-1)).toMatchObject({ fault: { code: 'file.gone' } });
    expect(worklist().total).toBe(3);
  });

  test('keeps a refused image with the reason, unscored', async () => {
    const { frame } = createPhantom({ seed: 4, label: 'NORMAL', size: 256 });
    writeFileSync(join(folder, 'tiny.png'), await renderPng(frame, { longestSide: 24 }));
    const outcomes = await screen();
    expect(outcomes.at(-1)).toMatchObject({ status: 'refused', predictions: [], fault: { code: 'unsuitable.small' } });
    const row = worklist().rows.find(({ description }) => description === 'tiny.png');
    expect(row).toMatchObject({ refusal: { code: 'unsuitable.small' }, findings: [] });
    expect((await screen()).at(-1)).toEqual(outcomes.at(-1));
  });

  test('scores both of two DICOM files with one SOP Instance UID, and marks them', async () => {
    const { frame } = createPhantom({ seed: 4, label: 'NORMAL', size: 128 });
    const bytes = writeDicom(frame, { patientName: 'Doe^Jane', patientId: '7' });
    writeFileSync(join(folder, 'd1.dcm'), bytes);
    writeFileSync(join(folder, 'd2.dcm'), bytes.with(-2, bytes.at(-2)! ^ 1));
    const outcomes = await screen();
    expect(outcomes.slice(3)).toMatchObject([
      { status: 'scored', predictions: [{ label: 'PNEUMONIA' }] },
      { status: 'scored', predictions: [{ label: 'PNEUMONIA' }] },
    ]);
    const row = worklist().rows.find(({ patientId }) => patientId === '7');
    expect(row).toMatchObject({ patientName: 'Doe^Jane', patientId: '7', instanceCount: 2 });
    const study = station.workstation.casebook.studies.get(row!.studyId)!;
    expect(study.instances.map(({ isUidShared }) => isUidShared)).toEqual([true, true]);
    expect((await screen()).slice(3)).toMatchObject(outcomes.slice(3));
    expect(station.workstation.casebook.studies.get(row!.studyId)).toEqual(study);
  });

  test('stops between files when it is cancelled, and goes on from there the next time', async () => {
    const controller = new AbortController();
    for (let copy = 4; copy < 12; copy++) {
      const { frame } = createPhantom({ seed: copy, label: 'NORMAL', size: 96 });
      writeFileSync(join(folder, `chest-${copy}.png`), await renderPng(frame));
    }
    const paths = await station.workstation.collect([folder]);
    const outcomes: ScreenedFile[] = [];
    for await (const outcome of station.workstation.screen(paths, station.workstation.models, controller.signal)) {
      outcomes.push(outcome);
      if (outcomes.length === 2) controller.abort();
    }
    expect(outcomes.length).toBeLessThan(paths.length);
    expect(worklist().total).toBe(outcomes.length);
    expect(await screen()).toHaveLength(paths.length);
    expect(worklist().total).toBe(paths.length);
  });

  test('follows a file that was moved', async () => {
    const [before] = await screen();
    mkdirSync(join(folder, 'archive'));
    renameSync(join(folder, 'chest-1.png'), join(folder, 'archive', 'renamed.png'));
    await screen();
    expect(worklist().total).toBe(3);
    expect(station.workstation.casebook.instances.get(before!.instanceId!)?.path).toBe(
      join(folder, 'archive', 'renamed.png'),
    );
  });

  test('stays with the first place while the file is still there', async () => {
    const [before] = await screen();
    copyFileSync(join(folder, 'chest-1.png'), join(folder, 'copy.png'));
    await screen();
    expect(worklist().total).toBe(3);
    expect(station.workstation.casebook.instances.get(before!.instanceId!)?.path).toBe(join(folder, 'chest-1.png'));
  });

  test('survives the end of the engine in the middle of the work', async () => {
    station.engineStops(1);
    expect((await screen()).map(({ status }) => status)).toEqual(['scored', 'scored', 'scored']);
  });

  test('loses only the image over which the engine stops twice', async () => {
    station.engineStops(2);
    const outcomes = await screen();
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['failed', 'scored', 'scored']);
    const lost = outcomes.find(({ status }) => status === 'failed');
    expect(lost).toMatchObject({ fault: { code: 'engine.stopped-on-image' } });
  });

  test('tells of every model, and keeps the good ones’ findings when one can’t be used', async () => {
    await station.close();
    const broken = makeModel({ id: 'broken' as ModelId, title: 'Broken one', sha256: 'f'.repeat(64) });
    const models = [makeModel(), { ...broken, modelBytes: () => Promise.reject(new Error('the disk is gone')) }];
    station = await makeWorkstation({ files: [folder], models });
    const [first] = await screen();
    expect(first).toMatchObject({
      status: 'failed',
      predictions: [{ model: 'bright' }],
      fault: { code: 'model.cannot-run' },
    });
    expect(JSON.stringify(first)).toMatch(/Broken one.*the disk is gone/);
  });
});

describe('a screening job', () => {
  test('goes from running to done, and tells of its progress and of the studies', async () => {
    const { workstation } = station;
    const controller = new AbortController();
    const seen: WorkstationEvent[] = [];
    const listening = (async () => {
      for await (const event of workstation.events.subscribe(controller.signal)) seen.push(event);
    })();
    const started = await workstation.screening.start([folder]);
    if (!started.ok) throw new FaultError(started.error);
    expect(await finish(started.value)).toMatchObject({ state: 'done', total: 3, done: 3, scored: 3 });
    const lastState = () => seen.findLast((event) => event.type === 'job')?.job.state;
    await vi.waitUntil(() => lastState() === 'done', { timeout: 30_000 });
    controller.abort();
    await listening;
    expect(new Set(seen.map(({ type }) => type))).toEqual(new Set(['job', 'studyChanged', 'worklistChanged']));
  });

  test('is not begun for a path outside the roots, nor for a model that is not installed', async () => {
    const { screening, jobs } = station.workstation;
    expect(await screening.start(['/etc'])).toMatchObject({ ok: false, error: { code: 'file.forbidden' } });
    expect(await screening.start([folder], ['other' as ModelId])).toMatchObject({
      ok: false,
      error: { code: 'model.unknown' },
    });
    expect(jobs.list()).toEqual([]);
  });

  test('keeps uploaded files beside the casebook, whatever their names try', async () => {
    const files = [
      new File([new Uint8Array(chests[0]!)], '../../evil.png'),
      new File([new Uint8Array(chests[0]!)], 'same.png'),
    ];
    const started = await station.workstation.screening.upload(files);
    expect(started.ok && (await finish(started.value))).toMatchObject({ scored: 2, failed: 0 });
    expect(worklist().rows).toMatchObject([{ description: 'evil.png' }]);
    expect(readdirSync(station.uploadsFolder)).toHaveLength(1);
  });
});

describe('the samples', () => {
  let samples: string;
  beforeEach(() => {
    samples = join(folder, 'samples');
    mkdirSync(samples);
    for (const label of ['NORMAL', 'PNEUMONIA'] as const) {
      const { frame } = createPhantom({ seed: 5, label, size: 128 });
      writeFileSync(join(samples, `${label}.dcm`), writeDicom(frame, { patientName: `Phantom^${label}` }));
    }
    writeFileSync(join(samples, 'README.md'), 'About the samples');
  });

  test('come once into a new casebook', async () => {
    // Resolves when they are scored, so that a host can wait with its first page.
    const job = await station.workstation.screening.addSamples(samples);
    expect(job).toMatchObject({ title: { code: 'work.screen-samples' }, state: 'done', scored: 2, failed: 0 });
    expect(worklist().counts).toMatchObject({ all: 2, synthetic: 2, notScored: 0 });
    expect(await station.workstation.screening.addSamples(samples)).toBeNull();
  });

  test('come again until all of them were scored', async () => {
    station.engineStops(2);
    const { addSamples } = station.workstation.screening;
    expect(await addSamples(samples)).toMatchObject({ state: 'done', scored: 1, failed: 1 });
    expect(await addSamples(samples)).toMatchObject({ state: 'done', scored: 2, failed: 0 });
    expect(worklist().counts).toMatchObject({ all: 2, notScored: 0 });
    expect(await addSamples(samples)).toBeNull();
  });

  test('do not come into a casebook that has studies of its own', async () => {
    await screen();
    expect(await station.workstation.screening.addSamples(folder)).toBeNull();
  });
});

describe('images', () => {
  test('are shown as long as the file is the one that was imported', async () => {
    const [outcome] = await screen();
    const { images } = station.workstation;
    writeFileSync(join(folder, 'chest-1.png'), chests[1]!);
    expect(await images.open(outcome!.instanceId!, 0)).toMatchObject({
      ok: false,
      error: { code: 'file.changed-since-import' },
    });
    writeFileSync(join(folder, 'chest-1.png'), chests[0]!);
    expect(await images.open(outcome!.instanceId!, 0)).toMatchObject({ ok: true, value: { frame: { columns: 256 } } });
    expect(await images.open(outcome!.instanceId!, 1)).toMatchObject({
      ok: false,
      error: { code: 'image.no-such-frame' },
    });
  });
});
