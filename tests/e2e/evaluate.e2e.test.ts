/** A researcher's way through the laboratory: how good a model is, on which cases it errs, and which of two is better. */
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installBrightModel, writeLabelledCases } from '../support/labelled-cases.ts';
import type { Workplace } from './harness.ts';
import { openWorkplace } from './workplace.ts';

let workplace: Workplace;
let page: Page;

/** Without the page's own way to add a dataset, which is tested elsewhere. */
async function addDataset(path: string): Promise<void> {
  const status = await page.evaluate(async (folder) => {
    const json = { source: { kind: 'folder', path: folder } };
    const authorization = `Bearer ${localStorage.getItem('overread:session')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    return (await fetch('/rpc/datasets/add', { method: 'POST', headers, body: JSON.stringify({ json }) })).status;
  }, path);
  expect(status).toBe(200);
}

beforeAll(async () => {
  workplace = await openWorkplace({
    width: 1440,
    height: 900,
    prepare: async (home) => {
      await writeLabelledCases(join(home, 'cases', 'phantoms'), 48);
      installBrightModel(join(home, 'models'), 'bright', 2);
      installBrightModel(join(home, 'models'), 'steep', 0.5);
    },
  });
  ({ page } = workplace);
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
});
afterAll(() => workplace.close());

const matrix = (): Locator => page.getByTestId('matrix');
const rocPoint = (): Locator => page.getByRole('slider', { name: 'Point on the ROC curve' });
const images = (): Locator => page.getByRole('region', { name: 'Images', exact: true });
const stripCount = async (): Promise<number> => Number.parseInt(await page.getByTestId('strip-count').innerText(), 10);

async function choose(label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
}

describe('the Evaluate page', () => {
  test('says what to do while there is no dataset', async () => {
    await page.keyboard.press('6');
    await expect.poll(() => page.getByRole('button', { name: 'Add a dataset' }).count()).toBe(1);
    await addDataset(join(workplace.cases, 'phantoms'));
  });

  test('tells what will be measured, measures it and opens the report', async () => {
    await page
      .getByText(/^Measures|counts as Pneumonia/)
      .first()
      .waitFor();
    await choose('Model', /Model bright/);
    await page.locator('button[aria-pressed=true]').getByText('Validation').waitFor();
    await page.getByText('Measures Pneumonia on 48 images of 24 patients.').waitFor();
    await page.getByRole('button', { name: 'Evaluate', exact: true }).and(page.locator('main *')).click();
    await page.waitForURL(/#\/evaluate\/\d+$/);
    await page.getByRole('heading', { level: 2, name: /Model bright 1\.0\.0 on phantoms, validation/ }).waitFor();
    await expect.poll(() => page.getByTestId('run').count()).toBe(1);
    const auc = await page.locator('[data-figure=AUC]').innerText();
    expect(auc).toMatch(/AUC\s+0\.\d{3}\s+0\.\d{3}–(0|1)\.\d{3} · n 48/);
  });

  test('moves matrix, rates and cases with a point dragged along the ROC curve', async () => {
    const before = { matrix: await matrix().innerText(), rates: await page.getByTestId('rates').innerText() };
    const chart = (await page.getByRole('img', { name: /^ROC curve for Pneumonia/ }).boundingBox())!;
    const [x, y] = [chart.x + chart.width - 40, chart.y + 14];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 20, y, { steps: 4 });
    await expect.poll(() => matrix().innerText()).not.toBe(before.matrix);
    await page.mouse.up();
    await expect.poll(() => page.getByTestId('rates').innerText()).not.toBe(before.rates);
    expect(await rocPoint().getAttribute('aria-valuetext')).toMatch(/^Threshold \d\.\d\d: sensitivity/);
    expect(await page.getByRole('button', { name: /^Yours/ }).getAttribute('aria-pressed')).toBe('true');
  });

  test('moves the same by arrow keys, and back to a preset', async () => {
    await rocPoint().focus();
    const before = await rocPoint().getAttribute('aria-valuetext');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => rocPoint().getAttribute('aria-valuetext')).not.toBe(before);
    await page.getByRole('button', { name: '0.50', exact: true }).click();
    await expect.poll(() => rocPoint().getAttribute('aria-valuetext')).toContain('Threshold 0.50');
  });

  test('finds the threshold of a wanted sensitivity, with its interval', async () => {
    await page.getByRole('textbox', { name: 'Sensitivity at least' }).fill('90');
    await page.keyboard.press('Enter');
    await page
      .getByRole('status')
      .filter({ hasText: /0\.\d{3} \(0\.\d{3}–\d\.\d{3}\)/ })
      .waitFor();
    const sensitivity = await page.getByTestId('rates').locator('[data-figure=Sensitivity]').innerText();
    expect(Number(/\d\.\d{3}/.exec(sensitivity)?.[0])).toBeGreaterThanOrEqual(0.9);
  });

  test('opens the cases of a cell, one of them large with its heatmap, and the next by a key', async () => {
    await page.getByRole('button', { name: '0.50', exact: true }).click();
    const cell = matrix().getByRole('button', { name: /truly Pneumonia, predicted Pneumonia/ });
    const count = Number.parseInt(await cell.innerText(), 10);
    await cell.click();
    await page.getByTestId('strip-title').getByText('True positives: with Pneumonia').waitFor();
    expect(await stripCount()).toBe(count);
    await images().getByTestId('strip-case').first().click();
    const shown = page.locator('[data-testid=case-image][data-state=shown]');
    await shown.waitFor();
    await page.locator('[data-testid=case-image][data-heatmap=true]').waitFor();
    const first = await shown.getAttribute('aria-label');
    await page.keyboard.press('h');
    await page.locator('[data-testid=case-image][data-heatmap=false]').waitFor();
    await page.keyboard.press('j');
    await expect.poll(() => shown.getAttribute('aria-label')).not.toBe(first);
    await page.getByText(`2 of ${count}`).waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('case').waitFor({ state: 'detached' });
  });

  test('opens the cases of a subgroup', async () => {
    await page.getByRole('button', { name: 'F', exact: true }).click();
    await page.getByTestId('strip-title').getByText('Sex F').waitFor();
    await expect.poll(stripCount).toBe(16);
  });

  test('hands out the report as files', async () => {
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'All measures (CSV)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('bright-on-phantoms-val-figures.csv');
  });
});

describe('the Compare page', () => {
  test('compares two models over the same cases, with an ensemble as a further row', async () => {
    await page.keyboard.press('7');
    const models = page.getByRole('group', { name: /^Models/ });
    await models.getByRole('checkbox', { name: /Model bright/ }).waitFor();
    for (const box of await models.getByRole('checkbox').all()) {
      const isWanted = /Model (bright|steep)/.test(await box.locator('xpath=ancestor::label').innerText());
      await box.setChecked(isWanted);
    }
    await page.getByRole('checkbox', { name: 'Mean of the probabilities' }).check();
    await page.getByRole('button', { name: 'Compare', exact: true }).and(page.locator('main *')).click();
    await page.waitForURL(/#\/compare\/\d+$/);
    await expect.poll(() => page.getByTestId('compared-row').count()).toBe(3);
    await page.getByRole('table', { name: 'Agreement' }).waitFor();
  });

  test('sorts by a measure, and tests against the chosen model', async () => {
    const header = page.getByRole('columnheader', { name: 'Brier' });
    await header.getByRole('button').click();
    expect(await header.getAttribute('aria-sort')).toBe('ascending');
    await page.getByRole('radio', { name: 'Test the others against Model steep' }).check();
    await page.getByRole('region', { name: 'Against Model steep' }).waitFor();
  });

  test('opens the same image through all models, with their heatmaps', async () => {
    await page.getByRole('group', { name: 'Order' }).getByRole('button', { name: 'Wrongest first' }).click();
    await page.getByTestId('matrix-row').first().click();
    await expect.poll(() => page.getByTestId('model-tile').count()).toBe(2);
    await expect.poll(() => page.locator('[data-testid=case-image][data-state=shown]').count()).toBe(2);
    await page.keyboard.press('Escape');
    await page.getByTestId('case').waitFor({ state: 'detached' });
  });

  test('broke no rule of the page on the way', () => {
    expect(workplace.problems).toEqual([]);
  });
});
