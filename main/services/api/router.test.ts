import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, isDefinedError, ORPCError, type RouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Study } from '../../domain/studies/study.ts';
import type { InstanceId, ModelId, PredictionId, StudyId } from '../../domain/ids.ts';
import { createPhantom } from '../../imaging/phantom/phantom.ts';
import { renderPng } from '../../imaging/raster/render-png.ts';
import { writeDicom } from '../../imaging/dicom/write-dicom.ts';
import { makeWorkstation, type TestStation } from '../../../tests/support/make-workstation.ts';
import { createRouter, type Router } from './router.ts';

let folder: string;
let station: TestStation;
let client: RouterClient<Router>;
let study: Study;
const model = 'bright' as ModelId;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'router-'));
  const { frame } = createPhantom({ seed: 1, label: 'PNEUMONIA', size: 256 });
  writeFileSync(join(folder, 'chest.png'), await renderPng(frame));
  station = await makeWorkstation({ files: [folder] });
  client = createRouterClient(createRouter(station.workstation, { kind: 'web', pick: () => Promise.resolve(null) }));
  const [path] = await station.workstation.collect([folder]);
  for await (const { instanceId } of station.workstation.screen([path!], station.workstation.models)) {
    study = station.workstation.casebook.studies.get(station.workstation.casebook.instances.get(instanceId!)!.studyId)!;
  }
});
afterAll(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

async function errorOf(call: Promise<unknown>): Promise<ORPCError<string, unknown>> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ORPCError) return error;
  throw new Error('The call was expected to fail');
}

describe('the router', () => {
  test('says what this workstation is', async () => {
    expect(await client.system.status()).toEqual({
      version: '0.0.0-test',
      host: 'web',
      hasNativeFiles: false,
      provider: { name: 'cpu', state: 'ready', refused: [] },
      casebookName: 'casebook.sqlite',
    });
    const [card] = await client.models.list();
    expect(card).toMatchObject({
      id: 'bright',
      scoringFingerprint: study.predictions[0]!.provenance.scoringFingerprint,
    });
    expect(await client.files.pick({ kind: 'folder' })).toBeNull();
  });

  test('gives the worklist, and the study behind a row', async () => {
    const { rows, total } = await client.worklist.query({});
    expect(total).toBe(1);
    expect(await client.studies.get({ studyId: rows[0]!.studyId })).toEqual(study);
  });

  test('gives a frame with its metadata, and the bytes of its stored values', async () => {
    const image = await client.images.frame({ instanceId: study.instances[0]!.id });
    expect(image.metadata).toEqual(study.instances[0]!.metadata);
    const { rows, columns } = image.metadata;
    const bytesPerPixel = image.pixelType === 'Uint16Array' ? 2 : 1;
    expect(image.pixels.size).toBe(rows * columns * bytesPerPixel);
  });

  test('gives a thumbnail of at most 256 pixels', async () => {
    const blob = await client.images.thumbnail({ instanceId: study.instances[0]!.id });
    expect(blob.type).toBe('image/png');
    const header = new DataView(await blob.arrayBuffer());
    expect(Math.max(header.getUint32(16), header.getUint32(20))).toBeLessThanOrEqual(256);
  });

  test('explains a finding with the same probability as the prediction', async () => {
    const where = { instanceId: study.instances[0]!.id, model };
    const prediction = await client.models.predict(where);
    const { findings, heatmap } = await client.models.explain({ ...where, label: 'PNEUMONIA' });
    expect(findings[0]!.probability).toBeCloseTo(prediction.findings[0]!.probability, 6);
    expect(heatmap.values).toHaveLength(heatmap.width * heatmap.height);
    expect(prediction).toEqual(study.predictions[0]);
  });

  test('keeps a review with the finding as it stood, and shows it in the history', async () => {
    const [prediction] = study.predictions;
    const review = await client.studies.review({
      studyId: study.id,
      predictionId: prediction!.id,
      label: 'PNEUMONIA',
      verdict: 'disagree',
      note: 'Rotated',
      seen: [{ what: 'image', at: '2026-11-20T12:00:00.000Z' }],
    });
    const { probability, positive } = prediction!.findings[0]!;
    expect(review).toMatchObject({ reader: 'Ada', verdict: 'disagree', probability, positive });
    const history = await client.studies.history({ studyId: study.id });
    expect(history.map(({ action }) => action)).toEqual(['image.imported', 'prediction.made', 'review.recorded']);
    expect((await client.worklist.query({ filter: 'read' })).rows[0]?.lastVerdict).toBe('disagree');
  });

  test('streams events until the listener leaves', async () => {
    const controller = new AbortController();
    const events = await client.system.events(undefined, { signal: controller.signal });
    station.workstation.providerChanged();
    expect(await events.next()).toMatchObject({ value: { type: 'providerChanged', provider: { name: 'cpu' } } });
    const last = events.next();
    controller.abort();
    expect((await last).done).toBe(true);
  });

  test('screens uploads as a job', async () => {
    const { frame } = createPhantom({ seed: 9, label: 'NORMAL', size: 128 });
    const job = await client.screening.upload({
      files: [new File([new Uint8Array(await renderPng(frame))], 'up.png')],
    });
    expect(job).toMatchObject({ title: { code: 'work.screen-path', details: { name: 'up.png' } }, state: 'running' });
    await station.workstation.jobs.close();
    expect(await client.jobs.list()).toHaveLength(1);
    expect(await client.jobs.clear()).toEqual([]);
  });
});

describe('errors', () => {
  test.each<[string, string, () => Promise<unknown>]>([
    ['study.not-found', 'NOT_FOUND', () => client.studies.get({ studyId: 999 as StudyId })],
    ['image.not-in-casebook', 'NOT_FOUND', () => client.images.frame({ instanceId: 999 as InstanceId })],
    [
      'image.no-such-frame',
      'NOT_FOUND',
      () => client.images.frame({ instanceId: study.instances[0]!.id, frameIndex: 7 }),
    ],
    [
      'model.unknown',
      'NOT_FOUND',
      () => client.models.predict({ instanceId: study.instances[0]!.id, model: 'none' as ModelId }),
    ],
    [
      'model.no-such-label',
      'NOT_FOUND',
      () => client.models.explain({ instanceId: study.instances[0]!.id, model, label: 'COVID' }),
    ],
    ['file.forbidden', 'FORBIDDEN_PATH', () => client.files.list({ path: '/etc' })],
    ['file.forbidden', 'FORBIDDEN_PATH', () => client.screening.start({ paths: ['/etc'] })],
    [
      'study.no-such-finding',
      'NOT_FOUND',
      () =>
        client.studies.review({
          studyId: study.id,
          predictionId: 999 as PredictionId,
          label: 'PNEUMONIA',
          verdict: 'agree',
          seen: [],
        }),
    ],
  ])('%s comes as the contract’s %s, with its details', async (fault, code, call) => {
    const error = await errorOf(call());
    expect(isDefinedError(error)).toBe(true);
    expect(error.code).toBe(code);
    expect(error).toMatchObject({ data: { fault: { code: fault } } });
  });

  test('a model’s refusal comes as REFUSED with the reason, and stays with the study', async () => {
    const { frame } = createPhantom({ seed: 2, label: 'NORMAL', size: 128 });
    const path = join(folder, 'lateral.dcm');
    writeFileSync(path, writeDicom({ ...frame, viewPosition: 'LL' }));
    let instanceId: InstanceId | undefined;
    for await (const outcome of station.workstation.screen([{ path }], [])) instanceId = outcome.instanceId;
    for (const call of [
      () => client.models.predict({ instanceId: instanceId!, model }),
      () => client.models.explain({ instanceId: instanceId!, model, label: 'PNEUMONIA' }),
    ]) {
      const error = await errorOf(call());
      expect(error).toMatchObject({ code: 'REFUSED', status: 409, data: { fault: { code: 'unsuitable.lateral' } } });
    }
    const { rows } = await client.worklist.query({ filter: 'notScored' });
    expect(rows[0]?.refusal).toEqual({ code: 'unsuitable.lateral', details: { accepted: ['frontal'] } });
  });

  test('an input that does not fit the schema never reaches a service', async () => {
    expect((await errorOf(client.studies.get({ studyId: -1 as StudyId }))).code).toBe('BAD_REQUEST');
    expect((await errorOf(client.worklist.query({ limit: 100_000 }))).code).toBe('BAD_REQUEST');
  });

  test('a bug becomes a general sentence, and is logged without its message', async () => {
    const broken = createRouter(
      { ...station.workstation, providerStatus: () => expect.unreachable('Doe^Jane') as never },
      { kind: 'web', pick: () => Promise.resolve(null) },
    );
    const error = await errorOf(createRouterClient(broken).system.status());
    expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', message: expect.stringMatching(/unexpected/) });
    expect(JSON.stringify(station.logged)).toContain('An operation failed');
    expect(JSON.stringify(station.logged)).not.toContain('Jane');
  });
});
