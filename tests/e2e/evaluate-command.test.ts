import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openCasebook } from '../../main/casebook/open-casebook.ts';
import type { EvaluationReport } from '../../main/contract/evaluation-report.ts';
import type { ModelId } from '../../main/domain/ids.ts';
import { createPhantom } from '../../main/imaging/phantom/phantom.ts';
import { renderPng } from '../../main/imaging/raster/render-png.ts';
import { makeFolder } from '../support/make-dataset.ts';
import { makeCard, makeOnnx } from '../support/make-model.ts';
import { overreadHere, type CommandResult } from '../support/run-here.ts';
import { loadModel } from '../../main/services/models/installed-models.ts';
import { createModelRegistry } from '../../main/services/registry/model-registry.ts';

const overread = (...parameters: readonly string[]): Promise<CommandResult> => overreadHere(parameters);

let data: string;
let models: string;
beforeAll(async () => {
  const phantoms = await Promise.all(
    (['NORMAL', 'PNEUMONIA'] as const).flatMap((label) =>
      Array.from({ length: 4 }, async (_, seed) => {
        const { frame } = createPhantom({ seed: `${label} ${seed}`, label, size: 96 });
        return [`${label}/person${seed + (label === 'NORMAL' ? 4 : 0)}_${label}.png`, await renderPng(frame)] as const;
      }),
    ),
  );
  data = await makeFolder({ ...Object.fromEntries(phantoms), 'NORMAL/broken.png': 'not an image' });
  const milder = makeCard({ id: 'milder' as ModelId, calibration: { temperature: 4, fittedOn: null } });
  models = await makeFolder({
    'bright/card.json': JSON.stringify(makeCard()),
    'bright/model.onnx': makeOnnx(),
    'milder/card.json': JSON.stringify(milder),
    'milder/model.onnx': makeOnnx(),
  });
});
const shared = (): string[] => ['--data', data, '--casebook', join(models, 'casebook.sqlite')];

test('evaluate calls from the threshold that the site has chosen, as the pages do', async () => {
  const path = join(models, 'site.sqlite');
  const bright = await loadModel(join(models, 'bright'));
  const casebook = openCasebook(path, () => new Date());
  createModelRegistry({ casebook, bundled: bright.ok ? [bright.value] : [], place: join(models, 'none') });
  const share = { value: 0.9, interval95: [0.8, 1] as [number, number], n: 20 };
  const point = { label: 'PNEUMONIA', threshold: 0.4321, rule: 'chosen here', sensitivity: share, specificity: share };
  const { id } = casebook.registry.versions()[0]!;
  casebook.registry.begin(id, [point], { actor: 'Ada', action: 'model.promoted', details: {} });
  casebook.close();
  const flags = ['--data', data, '--casebook', path, '--model', join(models, 'bright'), '--json'];
  const { output } = await overread('evaluate', ...flags);
  const { measures } = JSON.parse(output) as EvaluationReport;
  expect(measures.findings[0]!.atThresholds.map(({ threshold }) => threshold)).toEqual([0.5, 0.4321, 0.6]);
});

test('evaluate measures a model from a folder, names what it could not score, and writes every case', async () => {
  const out = join(models, 'out');
  const flags = ['--sensitivity', '0.75', '--prevalence', '0.1', '--out', out];
  const { code, output } = await overread('evaluate', ...shared(), '--model', join(models, 'bright'), ...flags);
  expect(code).toBe(3);
  expect(output).toContain('8 of 9 images measured');
  expect(output).toContain('not scored: NORMAL/broken.png');
  expect(output).toMatch(/PPV at prevalence 0\.1/);
  const csv = await readFile(join(out, 'cases.csv'), 'utf8');
  expect(csv.split('\r\n')[0]).toBe('entry,file,labels,patient,PNEUMONIA,Bright images: PNEUMONIA');
  expect(csv.trim().split('\n')).toHaveLength(9);
});

test('compare shows models and ensembles side by side with their paired tests', async () => {
  const chosen = ['bright', 'milder'].flatMap((name) => ['--model', join(models, name)]);
  const { output } = await overread('compare', ...shared(), ...chosen, '--ensemble', 'mean,stacking', '--json');
  const report = JSON.parse(output) as { rows: unknown[]; findings: { label: string; pairs: unknown[] }[] };
  expect(report.rows).toHaveLength(4);
  expect(report.findings.map(({ label, pairs }) => [label, pairs.length])).toEqual([['PNEUMONIA', 6]]);
});

test('a model that is not there, and a lone one to compare, are told in a sentence', async () => {
  const missing = await overread('evaluate', ...shared(), '--model', 'nowhere');
  expect(missing).toMatchObject({ code: 1, errors: expect.stringContaining('There is no model “nowhere”') });
  const lone = await overread('compare', ...shared(), '--model', join(models, 'bright'));
  expect(lone).toMatchObject({ code: 2, errors: expect.stringContaining('two to twelve') });
  const twice = ['--model', join(models, 'bright'), '--model', join(models, 'bright')];
  const same = await overread('compare', ...shared(), ...twice);
  expect(same).toMatchObject({ code: 1, errors: expect.stringContaining('A model is there twice') });
});
