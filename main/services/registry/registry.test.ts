import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { gateRequest } from '../../contract/registry.ts';
import type { DatasetId, ModelId } from '../../domain/ids.ts';
import type { GateReport } from '../../domain/models/promotion.ts';
import { valueOf } from '../../domain/outcome.ts';
import { createRouter } from '../api/router.ts';
import { scoringFingerprint } from '../inference/scoring-fingerprint.ts';
import {
  addDataset,
  gateOn,
  makeSite,
  openSite,
  shortHashOf,
  type Site,
} from '../../../tests/support/make-registry-site.ts';

const bright = 'bright' as ModelId;
const next = 'next' as ModelId;

const verdictOf = ({ checks }: GateReport, name: string): string => checks.find((each) => each.name === name)!.verdict;
const factsOf = ({ checks }: GateReport, name: string) => checks.find((each) => each.name === name)!.facts;
const currentOf = ({ workstation }: Site): string[] => valueOf(workstation.chooseModels()).map(({ card }) => card.id);

test('a bundled model is current at first; one that comes later is a candidate, and is there without a restart', async () => {
  const site = await openSite();
  const told: string[] = [];
  site.workstation.registry.models.subscribe(() => told.push('changed'));
  expect(currentOf(site)).toEqual(['bright']);
  await site.install({ id: next, title: 'Next' });
  expect(site.workstation.models.map(({ card }) => card.id)).toEqual(['bright', 'next']);
  expect(currentOf(site)).toEqual(['bright']);
  expect(valueOf(site.workstation.chooseModels([next])).map(({ card }) => card.id)).toEqual(['next']);
  expect(told).toEqual(['changed']);
  const [role] = site.workstation.registry.overview().roles;
  expect(role).toMatchObject({ id: 'PNEUMONIA', current: { model: 'bright' }, previous: null, gate: null });
  expect(role!.versions.map(({ model, state, origin }) => [model, state, origin])).toEqual([
    ['bright', 'current', 'bundled'],
    ['next', 'candidate', 'own'],
  ]);
});

test('the gate passes an equal, calibrated, examined model; each decision and figure stands in the chained log', async () => {
  const site = await openSite();
  const { registry } = site.workstation;
  const dataset = await addDataset(site, await makeSite());
  await site.install({ id: next, title: 'Next', version: '2.0.0' });
  site.examine(next, 'passed');
  expect(await registry.measure(next)).toMatchObject({ ok: false, error: { code: 'registry.gate-not-set' } });
  valueOf(await registry.setGate(gateOn(dataset)));
  const report = valueOf(await registry.measure(next));
  expect(report.checks.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
  expect(report.hasPassed).toBe(true);
  expect(report.frozenCases).toEqual({ images: 32, patients: 32 });
  expect(report.figures.map(({ as }) => as)).toEqual(['candidate', 'candidateAtOldThreshold', 'current']);
  const point = report.points[0]!;
  expect(point.sensitivity.value).toBeGreaterThanOrEqual(0.9);
  expect(point.threshold).not.toBe(0.6);
  expect(point.rule).toMatchObject({ code: 'threshold.sensitivity-at-site-split', details: { split: 'val' } });

  valueOf(registry.promote({ model: next, gate: report.id, reason: 'It passed.' }));
  expect(currentOf(site)).toEqual(['next']);
  const inUse = registry.models.get(next)!.card;
  expect(inUse.operatingPoints[0]).toMatchObject({ label: 'PNEUMONIA', threshold: point.threshold });
  const filed = registry.models.asFiled(next)!.card;
  expect(filed.operatingPoints[0]!.threshold).toBe(0.6);
  expect(scoringFingerprint(inUse)).not.toBe(scoringFingerprint(filed));

  const rolledBack = valueOf(registry.rollBack('PNEUMONIA', 'A complaint.'));
  expect(rolledBack).toMatchObject({ current: { model: 'bright' }, previous: null });
  expect(registry.models.get(bright)!.card.operatingPoints[0]!.threshold).toBe(0.6);
  expect(valueOf(registry.history('PNEUMONIA')).map(({ kind, actor }) => [kind, actor])).toEqual([
    ['rolledBack', 'Ada'],
    ['promoted', 'Ada'],
    ['gateRun', 'Ada'],
    ['gateSet', 'Ada'],
    ['joined', 'overread'],
    ['becameCurrent', 'overread'],
    ['joined', 'overread'],
  ]);
  const unasked = valueOf(registry.history('PNEUMONIA')).find(({ kind }) => kind === 'becameCurrent')!;
  expect(unasked.details['reason']).toEqual({ code: 'registry.not-measured-here', details: {} });
  const promoted = valueOf(registry.history('PNEUMONIA'))[1]!.details;
  expect(promoted).toMatchObject({ model: 'next', sha256: filed.sha256, gate: report.id, reason: 'It passed.' });
  expect(promoted['inPlaceOf']).toMatchObject({ model: 'bright' });
  expect(site.workstation.casebook.audit.verify().ok).toBe(true);
});

test('rolling back brings back the threshold of the version that returns, and can be done twice', async () => {
  const site = await openSite();
  const { registry } = site.workstation;
  const dataset = await addDataset(site, await makeSite());
  valueOf(await registry.setGate(gateOn(dataset)));
  await site.install({ id: next, title: 'Next' });
  const third = 'third' as ModelId;
  await site.install({ id: third, title: 'Third', calibration: { temperature: 3, fittedOn: 'nothing' } });
  site.examine(next, 'passed');
  const first = valueOf(await registry.measure(next));
  valueOf(registry.promote({ model: next, gate: first.id, reason: '' }));
  const second = valueOf(await registry.measure(third));
  valueOf(registry.promote({ model: third, gate: second.id, reason: '' }));
  expect(second.against).toMatchObject({ model: 'next' });
  expect(second.points[0]!.threshold).not.toBe(first.points[0]!.threshold);
  expect(valueOf(registry.rollBack('PNEUMONIA', '')).previous).toMatchObject({ model: 'bright' });
  expect(valueOf(site.workstation.chooseModels())[0]!.card.operatingPoints[0]!.threshold).toBe(
    first.points[0]!.threshold,
  );
  valueOf(registry.rollBack('PNEUMONIA', ''));
  expect(currentOf(site)).toEqual(['bright']);
  expect(registry.rollBack('PNEUMONIA', '')).toMatchObject({ ok: false, error: { code: 'registry.nothing-before' } });
});

test('each check fails for its own reason, and only a written override promotes then', async () => {
  const site = await openSite();
  const { registry } = site.workstation;
  const folder = await makeSite();
  const dataset = await addDataset(site, folder);
  valueOf(await registry.setGate(gateOn(dataset)));
  const hash = shortHashOf(readFileSync(join(folder, 'test-NORMAL-3.png')));
  // It calls the dark ones ill.
  await site.install({ id: next, labels: ['PNEUMONIA', 'NORMAL'] }, { images: [hash], unknownFrom: [] });
  site.examine(next, 'failed');
  const report = valueOf(await registry.measure(next));
  expect(verdictOf(report, 'frozenUnchanged')).toBe('passed');
  expect(verdictOf(report, 'frozenAudit')).toBe('passed');
  expect(verdictOf(report, 'notTrainedOn')).toBe('failed');
  expect(verdictOf(report, 'auc')).toBe('failed');
  expect(verdictOf(report, 'calibration')).toBe('failed');
  expect(verdictOf(report, 'saliencyCheck')).toBe('failed');
  expect(factsOf(report, 'notTrainedOn')).toEqual([{ code: 'imagesCommon', count: 1, all: 32 }]);
  expect(factsOf(report, 'auc')).toMatchObject([{ code: 'lower' }, { code: 'worse', numbers: { margin: 0.25 } }]);
  const refused = registry.promote({ model: next, gate: report.id, reason: 'Please.' });
  expect(refused).toMatchObject({ ok: false, error: { code: 'registry.gate-not-passed' } });
  valueOf(registry.promote({ model: next, gate: report.id, reason: '', override: 'For a demonstration only.' }));
  expect(valueOf(registry.history('PNEUMONIA'))[0]).toMatchObject({
    kind: 'promotedByOverride',
    details: { override: 'For a demonstration only.', against: { code: 'registry.gate-not-passed' } },
  });
});

test('what nobody knows does not pass: no list of images, no check', async () => {
  const site = await openSite();
  const { registry } = site.workstation;
  valueOf(
    await registry.setGate(
      gateOn(await addDataset(site, await makeSite(8)), { aucMargin: 0.5, sensitivityMargin: 0.5 }),
    ),
  );
  await site.install({ id: next }, { images: [], unknownFrom: ['elsewhere'] });
  const report = valueOf(await registry.measure(next));
  expect(verdictOf(report, 'notTrainedOn')).toBe('unknown');
  expect(report.hasPassed).toBe(false);
  expect(registry.promote({ model: next, gate: null, reason: '' })).toMatchObject({ ok: false });
});

test('a frozen set that changed, and sets that share patients, are refused', async () => {
  const site = await openSite();
  const { registry } = site.workstation;
  const folder = await makeSite(8);
  const dataset = await addDataset(site, folder);
  const same = await registry.setGate(gateOn(dataset, { validation: { dataset, split: null } }));
  expect(same).toMatchObject({ ok: false, error: { code: 'registry.sets-share-patients' } });
  valueOf(await registry.setGate(gateOn(dataset)));
  await site.install({ id: next });
  const index = join(folder, 'index.csv');
  writeFileSync(index, readFileSync(index, 'utf8').replace('test-NORMAL-1.png,NORMAL', 'test-NORMAL-1.png,PNEUMONIA'));
  expect(await registry.measure(next)).toMatchObject({ ok: false, error: { code: 'registry.set-changed' } });
});

test('a report does not promote once the gate or the current model is another one', async () => {
  const site = await openSite();
  const { registry } = site.workstation;
  const dataset = await addDataset(site, await makeSite(8));
  const loose = { aucMargin: 0.5, sensitivityMargin: 0.6 };
  valueOf(await registry.setGate(gateOn(dataset, loose)));
  await site.install({ id: next });
  site.examine(next, 'passed');
  const report = valueOf(await registry.measure(next));
  valueOf(await registry.setGate(gateOn(dataset, { ...loose, targetSensitivity: 0.8 })));
  expect(registry.promote({ model: next, gate: report.id, reason: '' })).toMatchObject({ ok: false });
});

test('an example of what not to trust, and a start for training, are never current; a new version in a folder is another one', async () => {
  const site = await openSite();
  const { registry } = site.workstation;
  await site.install({ id: next, exampleOnly: 'It tells the hospital, not the disease.' });
  await site.install({ id: 'start' as ModelId, operatingPoints: [] });
  expect(currentOf(site)).toEqual(['bright']);
  const asked = registry.promote({ model: next, gate: null, reason: '', override: 'It looks so good.' });
  expect(asked).toMatchObject({ ok: false, error: { code: 'registry.example' } });
  expect(registry.overview().starts.map(({ id }) => id)).toEqual(['start']);
  await site.install({ id: next, version: '1.1.0' });
  const [role] = registry.overview().roles;
  expect(role!.versions.map(({ model, version, isInstalled }) => [model, version, isInstalled])).toEqual([
    ['bright', '1.0.0', true],
    ['next', '1.0.0', false],
    ['next', '1.1.0', true],
  ]);
});

test('the user’s own go with their files, but not while they are current; bundled ones stay', async () => {
  const site = await openSite();
  const { registry } = site.workstation;
  await site.install({ id: next });
  expect(await registry.remove(bright)).toMatchObject({ ok: false, error: { code: 'model.bundled' } });
  valueOf(registry.promote({ model: next, gate: null, reason: '', override: 'To see what happens.' }));
  expect(await registry.remove(next)).toMatchObject({ ok: false, error: { code: 'registry.remove-current' } });
  valueOf(registry.rollBack('PNEUMONIA', ''));
  valueOf(await registry.remove(next));
  expect(site.workstation.models.map(({ card }) => card.id)).toEqual(['bright']);
  expect(registry.overview().roles[0]!.versions.map(({ model, isInstalled }) => [model, isInstalled])).toEqual([
    ['bright', true],
    ['next', false],
  ]);
});

test('lists of models begin with the current one and end with examples of what not to trust', async () => {
  const site = await openSite();
  await site.install({ id: 'an-example' as ModelId, exampleOnly: 'Its data are confounded.' });
  await site.install({ id: next });
  const client = createRouterClient(createRouter(site.workstation, { kind: 'web', pick: () => Promise.resolve(null) }));
  expect((await client.models.list()).map(({ id }) => id)).toEqual(['bright', 'next', 'an-example']);
});

test('a gate for no sensitivity at all is not taken', () => {
  const asked = gateOn(1 as DatasetId);
  expect(gateRequest.safeParse(asked).success).toBe(true);
  expect(gateRequest.safeParse({ ...asked, targetSensitivity: 0 }).success).toBe(false);
});
