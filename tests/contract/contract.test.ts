/** One suite for every host: what a page or a command may count on, whichever way it came in. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { HeatmapMethod } from '../../main/domain/heatmaps/heatmap-method.ts';
import { datasetId, instanceId, jobId, modelId, studyId } from '../../main/domain/ids.ts';
import type { AppContext } from '../../main/hosts/app-context.ts';
import { badCases, goodCases, writeCases } from '../support/cases.ts';
import { createFolders, openTestContext } from '../support/app-context.ts';
import { hosts, type Client, type OpenHost } from './hosts.ts';
import { faultCodeOf, whenEnded } from './outcomes.ts';

vi.mock('electron', async () => ({ ipcMain: (await import('./fake-ipc.ts')).fakeIpc }));

describe.each(Object.entries(hosts))('%s', (_, { kind, hasRoots, picked, open }) => {
  const folders = createFolders();
  let context: AppContext;
  let host: OpenHost;
  let client: Client;

  beforeAll(async () => {
    await writeCases(folders.cases);
    context = await openTestContext(folders, hasRoots);
    host = await open(context.workstation);
    client = host.client;
  });
  afterAll(async () => {
    await host.close();
    await context.close();
    folders.remove();
  });

  test('says what it is', async () => {
    const status = await client.system.status();
    expect(status).toMatchObject({ host: kind, hasNativeFiles: picked !== null });
    expect(status.casebookName).toBe('casebook.sqlite');
    expect(status.provider.name).toBe('cpu');
  });

  test('screens a folder and tells of it as it goes', async () => {
    const job = await whenEnded(client, () => client.screening.start({ paths: [folders.cases] }));
    expect(job).toMatchObject({ state: 'done', scored: goodCases.length, total: goodCases.length + badCases.length });
    expect(badCases.map((file) => join(folders.cases, file))).toContain(job.firstFailed?.path);
    expect((await client.jobs.list()).map(({ id }) => id)).toContain(job.id);
  });

  test('tells a screening file by file, also of a path that is not there', async () => {
    const missing = join(folders.cases, 'nowhere.dcm');
    const paths = [join(folders.cases, goodCases[0]!), missing];
    const news = [];
    for await (const each of await client.screening.run({ paths })) news.push(each);
    expect(news.map(({ kind }) => kind)).toEqual(['started', 'found', 'file', 'file']);
    const files = news.flatMap((each) => (each.kind === 'file' ? [each.file] : []));
    expect(files).toMatchObject([{ status: 'scored' }, { path: missing, status: 'failed', predictions: [] }]);
    expect(files[0]!.predictions.length).toBeGreaterThan(0);
  });

  test('gives the card of an installed model, and refuses one that is not there', async () => {
    const bright = modelId.parse('bright');
    expect(await client.models.card({ model: bright })).toMatchObject({
      id: 'bright',
      labels: ['NORMAL', 'PNEUMONIA'],
    });
    expect(await faultCodeOf(client.models.card({ model: modelId.parse('nobody') }))).toBe('model.not-installed');
    const folder = join(folders.resources, 'models', 'bright');
    const fromFolder = client.models.card({ model: { folder } });
    if (hasRoots) expect(await faultCodeOf(fromFolder)).toBe('file.forbidden');
    else expect(await fromFolder).toMatchObject({ id: 'bright' });
  });

  test('finds the casebook as it was written', async () => {
    const check = await client.system.checkCasebook();
    expect(check).toMatchObject({ faults: [], auditFault: null });
    expect(check.auditEntries).toBeGreaterThan(0);
  });

  test('answers with studies, predictions and where they came from', async () => {
    const page = await client.worklist.query({ sort: 'probability' });
    expect(page.total).toBe(goodCases.length);
    const study = await client.studies.get({ studyId: page.rows[0]!.studyId });
    const [prediction] = study.predictions;
    expect(prediction!.provenance).toMatchObject({ provider: 'cpu', modelVersion: '1.0.0', preprocessingVersion: 1 });
    expect(prediction!.findings[0]!.probability).toBeCloseTo(page.rows[0]!.findings[0]!.probability, 12);
  });

  test('makes one patient of two and takes it back, by the name of the reader', async () => {
    const [one, other] = (await client.worklist.query({})).rows.map((row) => row.studyId);
    const personOf = async (id = one!) => (await client.studies.get({ studyId: id })).personId;
    const [into, from] = [await personOf(one), await personOf(other)];
    const { change, studies } = await client.patients.merge({ from, into });
    expect(studies).toEqual([other]);
    const person = await client.patients.get({ personId: await personOf(other) });
    expect(person).toMatchObject({ id: into, changes: [{ id: change, kind: 'merged', isUndone: false }] });
    await client.patients.undo({ change });
    expect(await personOf(other)).toBe(from);
    const { change: split } = await client.patients.split({ studies: [one!], into: null });
    expect(await personOf(one)).not.toBe(into);
    await client.patients.undo({ change: split });
    expect(await personOf(one)).toBe(into);
    const actions = (await client.studies.history({ studyId: other! })).map(({ action }) => action);
    expect(actions.slice(-2)).toEqual(['patient.merged', 'patient.change-undone']);
    expect(await faultCodeOf(client.patients.undo({ change }))).toBe('patient.already-undone');
  });

  test('hands over pixels as they are stored, and a thumbnail', async () => {
    const { rows } = await client.worklist.query({});
    const key = rows.find(({ modality }) => modality === 'DX')!.keyInstanceId;
    const image = await client.images.frame({ instanceId: key });
    expect(image.pixels.size).toBe(image.metadata.rows * image.metadata.columns * 2);
    expect(image.pixelType).toBe('Uint16Array');
    const thumbnail = new Uint8Array(await (await client.images.thumbnail({ instanceId: key })).arrayBuffer());
    expect(Buffer.from(thumbnail.subarray(1, 4)).toString()).toBe('PNG');
  });

  test('explains a label with a map over the frame', async () => {
    const [row] = (await client.worklist.query({})).rows;
    const bright = modelId.parse('bright');
    const { heatmap } = await client.models.explain({
      instanceId: row!.keyInstanceId,
      model: bright,
      label: 'PNEUMONIA',
    });
    expect(heatmap.values.length).toBe(heatmap.width * heatmap.height);
    expect(heatmap.values.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  test('explains it by each method that it lists for the model', async () => {
    const [row] = (await client.worklist.query({})).rows;
    const model = modelId.parse('bright');
    const { methods, usual } = await client.models.heatmapMethods({ model });
    expect(methods).toEqual(expect.arrayContaining([usual, 'occlusion']));
    const where = { instanceId: row!.keyInstanceId, model, label: 'PNEUMONIA' };
    const maps = await Promise.all(methods.map((method) => client.models.explain({ ...where, method })));
    expect(maps.map(({ heatmap }) => heatmap.method)).toEqual(methods);
    const unknown = { ...where, method: 'guess' as HeatmapMethod };
    await expect(client.models.explain(unknown)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('takes uploaded files', async () => {
    const bytes = await (
      await client.images.thumbnail({ instanceId: (await client.worklist.query({})).rows[0]!.keyInstanceId })
    ).arrayBuffer();
    const file = new File([bytes], 'uploaded.png', { type: 'image/png' });
    const job = await whenEnded(client, () => client.screening.upload({ files: [file] }));
    expect(job.done).toBe(1);
    expect(job.failed).toBe(0);
  });

  test('opens a ZIP file like a folder, from the disk and as an upload', async () => {
    const zip = zipSync({
      'CD/image.dcm': readFileSync(join(folders.cases, goodCases[0])),
      'CD/about.txt': Buffer.from('text'),
    });
    writeFileSync(join(folders.cases, 'study.zip'), zip);
    const started = await whenEnded(client, () =>
      client.screening.start({ paths: [join(folders.cases, 'study.zip')] }),
    );
    expect(started).toMatchObject({ total: 2, scored: 1, ignored: 1, failed: 0 });
    const files = [new File([new Uint8Array(zip)], 'study.zip')];
    const uploaded = await whenEnded(client, () => client.screening.upload({ files }));
    expect(uploaded).toMatchObject({ total: 2, scored: 1, ignored: 1, failed: 0 });
    rmSync(join(folders.cases, 'study.zip'));
  });

  test('refuses input that does not fit the contract', async () => {
    const misfit = { code: 'BAD_REQUEST' };
    await expect(client.screening.start({ paths: [] })).rejects.toMatchObject(misfit);
    await expect(client.worklist.query({ limit: 100_000 })).rejects.toMatchObject(misfit);
    await expect(client.settings.setReader({ reader: ' ' })).rejects.toMatchObject(misfit);
  });

  test('lists the saliency checks of each model, also of one that has none, and refuses what can’t be checked', async () => {
    const model = modelId.parse('bright');
    const listed = await client.saliencyChecks.list();
    expect(listed.find((each) => each.model === model)).toMatchObject({ checks: [] });
    const unknown = client.saliencyChecks.start({ model: modelId.parse('nobody') });
    expect(await faultCodeOf(unknown)).toBe('model.unknown');
    const elsewhere = client.saliencyChecks.start({ model, dataset: datasetId.parse(4711) });
    expect(await faultCodeOf(elsewhere)).toBe('dataset.not-found');
    await expect(client.saliencyChecks.start({ model, cases: 2 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    // The little model finds no phantom, and nothing else was given: the job says so.
    const job = await whenEnded(client, () =>
      client.saliencyChecks.start({ model, methods: ['grad-cam'], phantoms: 5 }),
    );
    expect(job).toMatchObject({
      kind: 'saliencyCheck',
      state: 'failed',
      error: { code: 'saliency.too-few-phantoms', details: { needed: 5 } },
    });
  });

  test('says which model is in use for what, and refuses decisions that can’t be made', async () => {
    const { roles } = await client.registry.overview();
    const [{ id: role, current, versions }] = roles as [(typeof roles)[number]];
    expect(versions.find(({ state }) => state === 'current')).toMatchObject({ ...current, origin: 'bundled' });
    expect((await client.models.list()).filter(({ state }) => state === 'current')).toHaveLength(1);
    const joined = await client.registry.history({ role });
    expect(joined.map(({ kind }) => kind)).toContain('becameCurrent');
    const { model } = current!;
    expect(await faultCodeOf(client.registry.rollBack({ role }))).toBe('registry.nothing-before');
    expect(await faultCodeOf(client.registry.promote({ model, gate: null }))).toBe('registry.current-already');
    expect(await faultCodeOf(client.registry.runGate({ model }))).toBe('registry.gate-of-current');
    expect(await faultCodeOf(client.registry.remove({ model }))).toBe('model.bundled');
    const noModel = { file: new File(['hello'], 'hello.onnx'), labels: ['A', 'NORMAL'] };
    expect(await faultCodeOf(client.registry.importModel(noModel))).toBe('import.graph-unusable');
  });

  test('says of what is not there which it is', async () => {
    expect(await faultCodeOf(client.studies.get({ studyId: studyId.parse(4711) }))).toBe('study.not-found');
    const frame = client.images.frame({ instanceId: instanceId.parse(4711) });
    expect(await faultCodeOf(frame)).toBe('image.not-in-casebook');
    expect(await faultCodeOf(client.jobs.cancel({ jobId: jobId.parse('none') }))).toBe('job.not-found');
  });

  test(`reads ${hasRoots ? 'nothing outside its folders' : 'what the account may, and lists no folders'}`, async () => {
    writeFileSync(join(folders.base, 'outside.png'), '');
    const outside = [join(folders.base, 'outside.png'), '/etc/passwd', join(folders.cases, '..')];
    for (const path of outside) {
      expect(await faultCodeOf(client.files.list({ path })), path).toBe('file.forbidden');
      if (hasRoots) expect(await faultCodeOf(client.screening.start({ paths: [path] })), path).toBe('file.forbidden');
    }
    if (!hasRoots) {
      const job = await whenEnded(client, () => client.screening.start({ paths: [outside[0]!] }));
      expect(job).toMatchObject({ state: 'done', done: 1 });
      return;
    }
    const listing = await client.files.list({ path: folders.cases });
    expect(listing.parent).toBeNull();
    expect(listing.entries.map((entry) => entry.name)).toEqual(expect.arrayContaining(['deep', 'child.dcm']));
  });

  test('picks files natively only where there is a desktop', async () => {
    expect(await client.files.pick({ kind: 'files' })).toEqual(picked);
  });
});
