import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contract } from '../../main/contract/contract.ts';
import type { ComparisonReport, EvaluationReport } from '../../main/contract/evaluation-report.ts';
import type { DatasetId, EvaluationId, JobId, ModelId } from '../../main/domain/ids.ts';
import { createRandom } from '../../main/domain/statistics/random.ts';
import { createPhantom } from '../../main/imaging/phantom/phantom.ts';
import { renderPng } from '../../main/imaging/raster/render-png.ts';
import { makeFrame } from '../support/make-frame.ts';
import { makeFolder } from '../support/make-dataset.ts';
import { makeModel } from '../support/make-model.ts';
import { makeWorkstation, type TestStation } from '../support/make-workstation.ts';
import { createRouter } from '../../main/services/api/router.ts';
import { faultCodeOf, faultOf } from './outcomes.ts';

/** A flat image of the brightness, which the tiny model goes by. */
const flat = (brightness: number): Promise<Uint8Array> =>
  renderPng(makeFrame({ rows: 64, columns: 64, pixels: new Uint8Array(64 * 64).fill(Math.round(255 * brightness)) }));

const bright = 'bright' as ModelId;
const milder = 'milder' as ModelId;

type Client = ContractRouterClient<Contract>;

const clientOf = ({ workstation }: TestStation): Client =>
  createRouterClient(createRouter(workstation, { kind: 'web', pick: () => Promise.resolve(null) }));

let station: TestStation;
let client: Client;
let dataset: DatasetId;
let folder: string;

beforeAll(async () => {
  const models = [
    makeModel(),
    makeModel({ id: milder, title: 'Milder', calibration: { temperature: 4, fittedOn: null } }),
  ];
  station = await makeWorkstation({ models });
  client = clientOf(station);
  folder = await writeCases();
  dataset = (await client.datasets.add({ source: { kind: 'folder', path: folder } })).dataset.id;
});
afterAll(() => station.close());

/** 40 images of 20 patients, bright ones mostly ill; a file that is no image; one more of another label. */
async function writeCases(): Promise<string> {
  const random = createRandom('evaluation');
  const files: Record<string, Uint8Array | string> = {};
  const lines = ['file,label,patient,split,sex'];
  for (let i = 0; i < 40; i++) {
    const isIll = i % 2 === 0;
    const brightness = 0.5 + (isIll ? 0.06 : -0.06) + 0.06 * random.normal() + i / 4000;
    files[`${i}.png`] = await flat(brightness);
    lines.push(
      `${i}.png,${isIll ? 'pneumonia' : 'NORMAL'},p${Math.floor(i / 4)}${isIll},${i < 8 ? 'train' : 'val'},${i < 20 ? 'F' : 'M'}`,
    );
  }
  files['broken.png'] = 'not an image';
  lines.push('broken.png,NORMAL,pX,val,F');
  files['index.csv'] = lines.join('\n');
  return makeFolder(files);
}

async function finished(job: { readonly id: JobId }): Promise<EvaluationId> {
  const ended = (await station.workstation.jobs.ended(job.id))!;
  expect(ended).toMatchObject({ state: 'done', error: null });
  return Number(ended.link!.split('/').at(-1)) as EvaluationId;
}
async function evaluate(
  request: Partial<Parameters<Client['evaluation']['start']>[0]> = {},
): Promise<EvaluationReport> {
  const id = await finished(await client.evaluation.start({ dataset, model: bright, split: 'val', ...request }));
  return (await client.evaluation.get({ id })) as EvaluationReport;
}

describe('an evaluation', () => {
  test('is planned, told of, kept, and opens its cases', async () => {
    const plan = await client.evaluation.plan({ dataset, split: 'val', models: [bright, milder] });
    expect(plan).toMatchObject({
      images: 33,
      findings: ['PNEUMONIA'],
      refusal: null,
      modelLabels: ['NORMAL', 'PNEUMONIA'],
    });
    expect(plan.labels.map(({ label, images, meaning }) => [label, images, meaning])).toEqual([
      ['NORMAL', 17, { kind: 'label', label: 'NORMAL' }],
      ['pneumonia', 16, { kind: 'label', label: 'PNEUMONIA' }],
    ]);

    const report = await evaluate({ sensitivity: 0.9, thresholds: [0.4], prevalence: 0.1 });
    expect(report).toMatchObject({
      model: { id: 'bright', labels: ['NORMAL', 'PNEUMONIA'] },
      dataset: { id: dataset, split: 'val' },
      cases: { listed: 33, measured: 32, patients: 16, notScored: 1 },
    });
    expect(report.cases.notScoredEntries[0]).toMatchObject({
      file: 'broken.png',
      fault: { code: expect.any(String) as string },
    });
    expect(report.warnings.map(({ code }) => code)).toContain('NOT_SCORED');
    const [finding] = report.measures.findings;
    expect(finding!.atThresholds.map(({ kind }) => kind)).toEqual(['half', 'card', 'chosen', 'sensitivity']);
    expect(finding!.subgroups.map(({ attribute }) => attribute)).toEqual(['sex']);
    expect(report.measures.classes!.confusion.flat().reduce((a, b) => a + b)).toBe(32);

    const { id } = report as { id: EvaluationId };
    const scores = await client.evaluation.scores({ id });
    expect(scores.entries).toHaveLength(32);
    const { falseNegatives } = finding!.atThresholds[0]!.counts;
    const missed = { label: 'PNEUMONIA', truth: true, called: { is: false, threshold: 0.5 } };
    const page = await client.evaluation.entries({ id, filter: missed, sort: 'wrongest' });
    expect(page.total).toBe(falseNegatives);
    expect(page.total).toBeGreaterThan(0);
    for (const row of page.rows) {
      expect(row).toMatchObject({ truth: true, labels: ['pneumonia'] });
      expect(row.probabilities[0]).toBeLessThan(0.5);
    }
    const cell = await client.evaluation.entries({ id, filter: { trueLabel: 'PNEUMONIA', likeliestLabel: 'NORMAL' } });
    expect(new Set(cell.rows.map(({ entry }) => entry))).toEqual(new Set(page.rows.map(({ entry }) => entry)));
    const women = await client.evaluation.entries({
      id,
      filter: { subgroup: { attribute: 'sex', value: 'F' } },
      limit: 3,
    });
    expect([women.total, women.rows.length]).toEqual([
      finding!.subgroups[0]!.groups.find(({ value }) => value === 'F')!.n,
      3,
    ]);

    expect((await client.evaluation.list())[0]).toMatchObject({
      id,
      kind: 'evaluation',
      measured: 32,
      figures: [{ label: 'PNEUMONIA' }],
    });
    expect(await client.evaluation.remove({ id })).not.toContainEqual(expect.objectContaining({ id }));
    expect(await faultCodeOf(client.evaluation.get({ id }))).toBe('evaluation.not-found');
  });

  test('scores no image twice, and says the same again', async () => {
    const first = await evaluate();
    const plan = await client.evaluation.plan({ dataset, split: 'val', models: [bright, milder] });
    // The broken file is tried again; another calibration asks for no other scores.
    expect(plan.unscored).toEqual([1, 1]);
    const second = await evaluate();
    expect(second.measures).toEqual(first.measures);
  });

  test('wants to be told what a label counts as that the model does not know', async () => {
    const other = await makeFolder({
      'a/1.png': await flat(0.4),
      'NORMAL/2.png': await flat(0.5),
      'NORMAL/3.png': await flat(0.6),
    });
    const { dataset: added, job } = await client.datasets.add({ source: { kind: 'folder', path: other } });
    await station.workstation.jobs.ended(job.id);
    const request = { dataset: added.id, model: bright };
    const undecided = { code: 'evaluation.undecided-labels', details: { count: 1, labels: ['a'] } };
    expect(await faultOf(client.evaluation.start(request))).toMatchObject(undecided);
    const plan = await client.evaluation.plan({ dataset: added.id, models: [bright] });
    expect(plan.refusal).toMatchObject(undecided);
    const rest = await evaluate({ ...request, split: 'all', labelMap: { a: { kind: 'rest' } } });
    expect(rest.measures.classes).toBeNull();
    expect(rest.warnings.map(({ code }) => code)).toContain('COUNTED_AS_REST');
    const mapped = await evaluate({ ...request, split: 'all', labelMap: { a: { kind: 'label', label: 'pneumonia' } } });
    expect(mapped.measures.findings[0]!.positives).toBe(1);
    const left = await evaluate({ ...request, split: 'all', labelMap: { a: { kind: 'leftOut' } } });
    expect(left.cases).toMatchObject({ measured: 2, leftOut: 1 });
    expect(left.measures.findings[0]!.auc).toBeNull();
  });

  test('warns of a model that has learnt from the cases', async () => {
    const { fingerprint } = (await client.datasets.get({ dataset })) as { fingerprint: string };
    const base = makeModel().card.training!;
    const used = { name: 'other', fingerprint, splitBy: 'patient', splits: [] };
    const trained = makeModel({ training: { ...base, datasets: [used] } });
    const own = await makeWorkstation({ models: [trained] });
    const there = clientOf(own);
    const { dataset: same, job } = await there.datasets.add({ source: { kind: 'folder', path: folder } });
    await own.workstation.jobs.ended(job.id);
    const codes = async (split: 'all' | 'val'): Promise<string[]> => {
      const { warnings } = await there.evaluation.plan({ dataset: same.id, split, models: [bright] });
      return warnings.filter(({ severity }) => severity !== 'note').map(({ code }) => code);
    };
    expect(await codes('all')).toContain('TRAINED_ON');
    expect(await codes('val')).toContain('CHOSEN_ON');
    await own.close();
  });

  test('a model whose file was replaced ends the job with its fault', async () => {
    const modelBytes = (): Promise<Uint8Array> => Promise.reject(new Error('its model.onnx is another file'));
    const own = await makeWorkstation({ models: [{ ...makeModel(), modelBytes }] });
    const there = clientOf(own);
    const { dataset: same, job: audit } = await there.datasets.add({ source: { kind: 'folder', path: folder } });
    await own.workstation.jobs.ended(audit.id);
    const job = await there.evaluation.start({ dataset: same.id, model: bright });
    const ended = await own.workstation.jobs.ended(job.id);
    expect(ended).toMatchObject({ state: 'failed', error: { code: 'model.cannot-run' } });
    await own.close();
  });

  test('shows the heatmap of a case', async () => {
    const { frame } = createPhantom({ seed: 1, label: 'PNEUMONIA', size: 128 });
    const healthy = createPhantom({ seed: 2, label: 'NORMAL', size: 128 });
    const phantoms = await makeFolder({
      'PNEUMONIA/1.png': await renderPng(frame),
      'NORMAL/2.png': await renderPng(healthy.frame),
    });
    const { dataset: added } = await client.datasets.add({ source: { kind: 'folder', path: phantoms } });
    const { heatmap, findings } = await client.evaluation.explainEntry({
      dataset: added.id,
      entry: 0,
      model: bright,
      label: 'PNEUMONIA',
    });
    expect(heatmap.values).toHaveLength(heatmap.width * heatmap.height);
    expect(findings[0]!.label).toBe('PNEUMONIA');
    const beyond = client.evaluation.explainEntry({ dataset: added.id, entry: 9, model: bright, label: 'PNEUMONIA' });
    expect(await faultCodeOf(beyond)).toBe('dataset.no-such-image');
  });
});

describe('a comparison', () => {
  test('measures models and their ensembles on the same cases, disagreements first', async () => {
    const job = await client.evaluation.compare({
      dataset,
      split: 'val',
      models: [bright, milder],
      ensembles: ['mean', 'weighted', 'stacking'],
    });
    const id = await finished(job);
    const report = (await client.evaluation.get({ id })) as ComparisonReport;
    expect(report.rows.map(({ kind }) => kind)).toEqual(['model', 'model', 'ensemble', 'ensemble', 'ensemble']);
    const [label] = report.findings;
    expect([label!.rows.length, label!.pairs.length]).toEqual([5, 10]);
    // The same ranking, another calibration.
    expect(label!.pairs[0]!.area).toMatchObject({ difference: { value: 0 }, p: 1 });
    const { rows } = await client.evaluation.entries({ id, sort: 'disagreement', limit: 5 });
    expect(rows[0]!.probabilities).toHaveLength(5);
    expect(rows.map(({ disagreement }) => -disagreement)).toEqual(
      rows.map(({ disagreement }) => -disagreement).toSorted((a, b) => a - b),
    );
    expect((await client.evaluation.list())[0]).toMatchObject({ id, kind: 'comparison' });
  });

  test('says when there are too few patients to fit an ensemble on others', async () => {
    const job = await client.evaluation.compare({
      dataset,
      split: 'train',
      models: [bright, milder],
      ensembles: ['stacking'],
    });
    const ended = await station.workstation.jobs.ended(job.id);
    expect(ended).toMatchObject({
      state: 'failed',
      error: { code: 'evaluation.too-few-patients', details: { patients: 4, needed: 5 } },
    });
  });

  test('refuses the same model twice', async () => {
    const twice = client.evaluation.compare({ dataset, models: [bright, bright] });
    expect(await faultCodeOf(twice)).toBe('evaluation.model-twice');
  });
});
