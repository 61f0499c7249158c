/** The Models page: a candidate appears by itself, the gate measures it, it is promoted by override and rolled back. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ModelId } from '../../main/domain/ids.ts';
import { createPhantom } from '../../main/imaging/phantom/phantom.ts';
import { renderPng } from '../../main/imaging/raster/render-png.ts';
import { makeCard, makeOnnx } from '../support/make-model.ts';
import { writeModel } from '../../main/services/training/model-folder/write-model.ts';
import { openTabForAxe, seriousViolations } from './accessibility.ts';
import type { Workplace } from './harness.ts';
import { openWorkplace } from './workplace.ts';

let workplace: Workplace;
let page: Page;

/** Five phantoms a label in each of two splits. */
async function writeDataset(folder: string): Promise<void> {
  mkdirSync(folder);
  const lines = ['file,label,patient,split'];
  for (let seed = 0; seed < 20; seed++) {
    const label = seed % 2 === 0 ? 'NORMAL' : 'PNEUMONIA';
    const png = await renderPng(createPhantom({ seed, label, size: 128 }).frame);
    writeFileSync(join(folder, `${seed}.png`), png);
    lines.push(`${seed}.png,${label},p${seed},${seed < 10 ? 'val' : 'test'}`);
  }
  writeFileSync(join(folder, 'index.csv'), `${lines.join('\n')}\n`);
}

beforeAll(async () => {
  workplace = await openWorkplace({ width: 1440, height: 1000 });
  ({ page } = workplace);
  await writeDataset(join(workplace.cases, 'site'));
});
afterAll(() => workplace.close());

const role = () => page.getByRole('region', { name: 'Models for PNEUMONIA', exact: true });
const candidate = () => page.getByRole('region', { name: 'Candidate Bright images 2.0.0' });

test('a model that comes into the user’s folder is a candidate at once', async () => {
  await page.evaluate(() => (window.location.hash = '#/models'));
  await role().getByText('In use: Chest pneumonia').waitFor();
  const card = makeCard({ id: 'bright' as ModelId, version: '2.0.0' });
  const folder = join(dirname(workplace.cases), 'models', 'bright');
  await writeModel(folder, { model: makeOnnx(), card, seen: { images: [], unknownFrom: [] } });
  await candidate().waitFor();
  await candidate().getByText('The gate is not set yet').waitFor();
  await expect.poll(() => candidate().getByRole('button', { name: 'Run the gate' }).isDisabled()).toBe(true);
});

test('the gate is set on registered datasets, and measures the candidate against the current model', async () => {
  await page.evaluate(() => (window.location.hash = '#/data'));
  await page.getByRole('button', { name: 'Folder' }).click();
  const browser = page.getByRole('dialog', { name: 'Choose a folder' });
  await browser.getByRole('button', { name: workplace.cases }).click();
  await browser.getByRole('button', { name: 'site' }).click();
  await browser.getByText('index.csv').waitFor();
  await browser.getByRole('button', { name: 'Choose this folder' }).click();
  await page.getByTestId('audit-headline').waitFor({ timeout: 60_000 });

  await page.evaluate(() => (window.location.hash = '#/models'));
  await role().getByRole('button', { name: 'Set the gate' }).click();
  const dialog = page.getByRole('dialog', { name: 'Gate for PNEUMONIA' });
  for (const name of ['Frozen set', 'Validation set']) {
    await dialog.getByRole('combobox', { name, exact: true }).click();
    await page.getByRole('option', { name: 'site' }).click();
  }
  await dialog.getByRole('button', { name: 'Set the gate' }).click();
  await role().getByText('Measures on “site”, test').waitFor();
  await candidate().getByRole('button', { name: 'Run the gate' }).click();
  const checks = candidate().getByRole('list', { name: 'Checks of the gate' });
  await checks.waitFor({ timeout: 60_000 });
  const text = await checks.innerText();
  expect(text).toMatch(/Frozen set unchanged\s+Passed/);
  expect(text).toMatch(/AUC for PNEUMONIA\s+Failed/);
  expect(text).toMatch(/Saliency check of Grad-CAM\s+Not known/);
  await expect.poll(() => candidate().getByRole('table').innerText()).toMatch(/candidate, old threshold/);
});

test('a candidate that did not pass is promoted only as an override, and rolled back in one step', async () => {
  await candidate().getByRole('button', { name: 'Override the gate …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Override the gate for Bright images 2.0.0' });
  await dialog.getByText('in place of Chest pneumonia').waitFor();
  const decide = dialog.getByRole('button', { name: 'Promote by override' });
  await expect.poll(() => decide.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('To show how it is brought back.');
  await decide.click();
  await role().getByText('In use: Bright images 2.0.0').waitFor();
  await role()
    .getByRole('button', { name: /^Roll back to Chest pneumonia/ })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
  await role().getByText('In use: Chest pneumonia').waitFor();
  await role().getByRole('button', { name: 'History of decisions' }).click();
  const decisions = role().getByRole('list', { name: 'Decisions for PNEUMONIA' });
  await decisions.getByText('Promoted by override: bright 2.0.0').waitFor();
  expect((await decisions.innerText()).indexOf('Rolled back:')).toBeLessThan(
    (await decisions.innerText()).indexOf('Promoted by override'),
  );
});

test('can be used by everyone: axe finds nothing serious; and the page hid no error', async () => {
  const tab = await openTabForAxe(workplace);
  await tab.goto(`${workplace.origin}/#/models`);
  await tab.getByRole('region', { name: 'Models for PNEUMONIA', exact: true }).waitFor();
  expect(await seriousViolations(tab)).toEqual([]);
  await tab.context().close();
  expect(workplace.problems).toEqual([]);
});
