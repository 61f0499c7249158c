/** A model's heatmaps are examined on phantoms, on the command line and on the Models page, and every map says so. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openCasebook } from '../../main/casebook/open-casebook.ts';
import { saliencyCheckFileSchema } from '../../main/domain/saliency-checks/saliency-check.ts';
import { makeCard, makeOnnx } from '../support/make-model.ts';
import { loadModels } from '../../main/services/models/installed-models.ts';
import { root } from '../../scripts/setup/setup.mjs';
import { overreadHere, type CommandResult } from '../support/run-here.ts';
import type { Workplace } from './harness.ts';
import { openAsReader, type Reader } from './reader.ts';

describe('overread saliency-check', () => {
  const home = mkdtempSync(join(tmpdir(), 'overread-check-'));
  const folder = join(home, 'models', 'bright');
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  beforeEach(() => vi.stubEnv('OVERREAD_HOME', home));
  afterEach(() => void vi.unstubAllEnvs());

  const overread = (...parameters: string[]): Promise<CommandResult> =>
    overreadHere(['saliency-check', ...parameters, '--casebook', join(home, 'casebook.sqlite')]);

  /** It calls every picture ill, and its map is the picture itself. */
  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'model.onnx'), makeOnnx());
    const card = makeCard();
    const operatingPoints = card.operatingPoints.map((point) => ({ ...point, threshold: 0.001 }));
    writeFileSync(join(folder, 'card.json'), JSON.stringify({ ...card, operatingPoints }));
  });

  test('a map that is the image itself fails its sanity check, and the report goes with the model', async () => {
    const few = ['--cases', '6', '--phantoms', '6'];
    const { code, output, errors } = await overread(
      '--model',
      'bright',
      '--methods',
      'layercam,eigencam',
      '--with-model',
      ...few,
    );
    expect(code, errors).toBe(0);
    expect(output).toMatch(/^layercam .*FAILED$/m);
    expect(output).toMatch(/6 cases of 6 patients from phantoms/);
    expect(output).toMatch(/eigencam: The map hardly changes when the weights of the model are randomised/);
    const { checks } = saliencyCheckFileSchema.parse(
      JSON.parse(readFileSync(join(folder, 'saliency-checks.json'), 'utf8')),
    );
    expect(checks.map(({ method, verdict }) => `${method} ${verdict}`)).toEqual(['layercam failed', 'eigencam failed']);
    const again = await overread('--model', 'bright', '--methods', 'layercam', '--json', ...few);
    expect(JSON.parse(again.output)).toMatchObject({ checks: [{ method: 'layercam', verdict: 'failed' }] });
  });

  test('a model that is not there is told of in a sentence', async () => {
    const { code, output, errors } = await overread('--model', 'nobody');
    expect([code, output]).toEqual([1, '']);
    expect(errors).toMatch(/There is no model “nobody”/);
  });
});

/** Puts into the casebook, from another process, a saliency check of maps that never change. */
async function keepFailedCheck(workplace: Workplace): Promise<void> {
  const { models } = await loadModels(join(root, 'models'));
  const { sha256 } = models.find(({ card }) => card.id === 'chest-pneumonia')!.card;
  const estimate = { value: 0.97, interval95: [0.95, 0.99] as [number, number], n: 24 };
  const casebook = openCasebook(join(workplace.cases, '..', 'casebook.sqlite'), () => new Date());
  casebook.saliencyChecks.keep({
    checkVersion: 1,
    modelSha256: sha256,
    method: 'grad-cam',
    verdict: 'failed',
    reasons: [{ test: 'sanity', sentence: 'The map hardly changes when the model forgets what it learned.' }],
    dataset: { name: 'chests', fingerprint: 'f' },
    cases: { used: 24, patients: 23, lookedAt: 24 },
    sanity: {
      layers: 15,
      stages: [{ layers: 15, share: 1, correlation: estimate, ssim: estimate }],
      correlation: estimate,
      betweenCases: { correlation: 0.4, ssim: 0.3 },
      passed: false,
    },
    faithfulness: null,
    repeatability: null,
    phantoms: {
      found: 2,
      of: 24,
      notApplicable: 'Not applicable: it finds PNEUMONIA in only 2 of 24 phantoms.',
      figures: null,
    },
    lungs: { found: 3, of: 24, share: null, uniform: null },
    seed: 1,
    provider: 'cpu',
    checkedAt: '2099-01-01T00:00:00.000Z',
    seconds: 12,
    overreadVersion: '0.0.0-test',
  });
  casebook.close();
}

describe('the pages', () => {
  let workplace: Workplace;
  let page: Page;
  let reader: Reader;

  beforeAll(async () => {
    ({ workplace, page, reader } = await openAsReader());
    await reader.rows().getByRole('meter').nth(9).waitFor({ timeout: 60_000 });
    await keepFailedCheck(workplace);
  });
  afterAll(() => workplace.close());

  test('beside a map of a method that failed its sanity check the reader is told so', async () => {
    await reader.openStudy('SYN-03');
    await page.keyboard.press('h');
    const heatmaps = page.getByRole('region', { name: 'Heatmap', exact: true });
    await heatmaps.getByText('Failed its sanity check: the map does not depend on what the model learned').waitFor();
    await heatmaps.getByRole('combobox', { name: 'Method' }).click();
    const option = page.getByRole('option', { name: /^Grad-CAM Features/ });
    await expect.poll(() => option.innerText()).toMatch(/Failed its sanity check/);
    await page.keyboard.press('Escape');
  });

  test('the Models page shows each figure or why there is none, explains the tests, and starts a saliency check', async () => {
    await page.keyboard.press('8');
    const section = page.getByRole('region', { name: /^Saliency checks of Chest pneumonia/ });
    const row = section.locator('table', { hasText: 'chests' }).locator('[data-row="grad-cam"]');
    await row.getByText('Failed: randomisation test').waitFor();
    const cells = await row.locator('td').allInnerTexts();
    expect(cells[0]).toMatch(/0\.97\s+0\.95 to 0\.99/);
    expect(cells.slice(1, 4)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(cells[4]).toMatch(/finds PNEUMONIA in only 2 of 24/);
    expect(cells[5]).toBe('no lung field found');
    await section.getByRole('button', { name: 'What is tested' }).click();
    await section.getByText('The weights are randomised').waitFor();
    await section.getByRole('button', { name: 'Check the heatmaps' }).click();
    await section.getByText(/ of .* steps/).waitFor();
    await section.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => section.getByRole('button', { name: 'Check the heatmaps' }).isEnabled()).toBe(true);
    expect(workplace.problems).toEqual([]);
  });
});
