/** The Train page: a small training is put together, run, paused, continued and set beside another one. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPhantom } from '../../main/imaging/phantom/phantom.ts';
import { renderPng } from '../../main/imaging/raster/render-png.ts';
import { openTabForAxe, seriousViolations } from './accessibility.ts';
import type { Workplace } from './harness.ts';
import { openWorkplace } from './workplace.ts';

let workplace: Workplace;
let page: Page;

/** Class folders of 24 phantoms. */
async function writePhantoms(folder: string): Promise<void> {
  for (let seed = 0; seed < 24; seed++) {
    const label = seed % 2 === 0 ? 'NORMAL' : 'PNEUMONIA';
    mkdirSync(join(folder, label), { recursive: true });
    writeFileSync(join(folder, label, `${seed}.png`), await renderPng(createPhantom({ seed, label, size: 96 }).frame));
  }
}

beforeAll(async () => {
  workplace = await openWorkplace({ width: 1440, height: 900 });
  ({ page } = workplace);
  await writePhantoms(join(workplace.cases, 'phantoms'));
});
afterAll(() => workplace.close());

const block = (name: string) => page.locator(`[data-block="${name}"]`);
const field = (label: string) => page.getByLabel(label, { exact: true });
const shown = () => page.getByTestId('training-page');

async function reaches(state: string): Promise<void> {
  await expect.poll(() => shown().getAttribute('data-state'), { timeout: 60_000 }).toBe(state);
}

async function choose(label: string, option: string): Promise<void> {
  await field(label).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** The smallest network on the phantoms, which takes seconds. */
async function putTogether(epochs: number): Promise<void> {
  await choose('Start from', 'small-cnn');
  await field('Epochs').fill(String(epochs));
  await field('Batch size (images)').fill('8');
  await field('Image size (pixels)').fill('32');
}

describe('the Train page', () => {
  test('says where data comes from when there is none', async () => {
    await page.keyboard.press('5');
    await page.getByText('There is no dataset', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Add a dataset' }).click();
    await page.getByRole('button', { name: 'Folder' }).click();
    const dialog = page.getByRole('dialog', { name: 'Choose a folder' });
    await dialog.getByRole('button', { name: workplace.cases }).click();
    await dialog.getByRole('button', { name: 'phantoms' }).click();
    await dialog.getByText('PNEUMONIA').waitFor();
    await dialog.getByRole('button', { name: 'Choose this folder' }).click();
    await page.getByTestId('audit-headline').waitFor({ timeout: 60_000 });
    await expect.poll(() => page.getByTestId('audit-headline').innerText()).toMatch(/^24 images/);
  });

  test('shows data, network and settings of a training before it starts', async () => {
    await page.keyboard.press('5');
    await putTogether(3);
    await page.locator('[data-label=PNEUMONIA]').getByText('10 training · 2 validation').waitFor();
    await expect.poll(() => block('block4').getAttribute('aria-pressed')).toBe('true');
    await block('head').click();
    await expect.poll(() => block('block4').getAttribute('aria-pressed')).toBe('false');
    await page.getByText('The frozen blocks would keep their random initial values', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await expect.poll(() => block('block1').getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('img', { name: /^Learning rate over 3 epochs/ }).waitFor();
  });

  test('shows real images as the training would change them, and others on demand', async () => {
    const preview = page.getByTestId('augmentation');
    await expect.poll(() => preview.locator('img').count()).toBe(9);
    const [before] = await preview
      .locator('img')
      .evaluateAll((images) => images.map((image) => image.getAttribute('src')));
    await preview.getByRole('button', { name: 'Show others' }).click();
    await expect.poll(() => preview.locator('img').first().getAttribute('src')).not.toBe(before);
  });

  test('tells a setting that can’t be, where it is typed', async () => {
    await field('Batch size (images)').fill('1');
    await page.getByText('A whole number from 2 to 1024').waitFor();
    await field('Batch size (images)').fill('8');
    await expect.poll(() => page.getByText('A whole number from 2 to 1024').count()).toBe(0);
  });

  test('measures what it will take on three steps', async () => {
    await page.getByRole('button', { name: 'Estimate time and memory' }).click();
    const estimate = page.getByTestId('estimate');
    await estimate.getByText('Measured on 3 steps of 8 images', { exact: false }).waitFor({ timeout: 60_000 });
    await expect.poll(() => estimate.innerText()).toMatch(/^At most \d+ s · \d+ s per epoch/);
  });

  test('trains with live curves, says which epoch it keeps, and makes a model', async () => {
    await page.getByRole('button', { name: 'Start training' }).click();
    await reaches('done');
    await expect.poll(() => page.getByTestId('best-auc').innerText()).toMatch(/0\.\d{3}|1\.000/);
    await expect.poll(() => page.getByTestId('best-auc').innerText()).toMatch(/\d\.\d{3}–\d\.\d{3} \(95 %\), n 4/);
    await expect
      .poll(() => page.getByTestId('choice').innerText())
      .toMatch(/^Epoch \d is kept: its validation AUC, .+ All 3 epochs/);
    await page.getByRole('img', { name: /^Validation AUC over 3 epochs/ }).waitFor();
    await page.getByRole('button', { name: 'Show the model' }).waitFor();
  });

  test('rests and goes on, from the page and from the job tray', async () => {
    await page.getByRole('button', { name: 'Train again with changes' }).click();
    await field('Epochs').fill('400');
    await field('Early-stopping patience (epochs)').fill('400');
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.getByTestId('best-auc').getByText(/ n 4$/).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Pause' }).click();
    await reaches('paused');
    await page.getByRole('button', { name: '1 paused' }).click();
    const tray = page.getByRole('dialog', { name: 'Jobs' });
    await tray.getByText(/^Paused · \d+ of \d+ steps/).waitFor();
    await tray.getByRole('button', { name: 'Resume' }).click();
    await reaches('running');
    await tray.getByRole('button', { name: 'Show' }).first().click();
    await page.getByRole('button', { name: 'Stop and keep the best' }).click();
    await reaches('stopped');
    await expect.poll(() => page.getByTestId('choice').innerText()).toMatch(/is kept.* It was stopped by hand\.$/);
    await page.getByRole('button', { name: 'Continue' }).waitFor();
  });

  test('puts trainings side by side, what differs in their settings first', async () => {
    for (const name of ['small-cnn', 'small-cnn-2']) await page.getByLabel(`Compare ${name} with others`).check();
    await page.getByRole('button', { name: 'Compare 2 trainings' }).click();
    const rows = page.getByTestId('side-by-side').getByRole('region', { name: 'Settings' }).getByRole('row');
    await page.getByTestId('side-by-side').getByText('2 settings differ').waitFor();
    await expect.poll(() => rows.nth(1).innerText()).toMatch(/Epochs\s+400\s+3/);
  });

  test('can be used by everyone: axe finds nothing serious', async () => {
    const tab = await openTabForAxe(workplace, 1440, 900);
    await tab.goto(`${workplace.origin}/#/train`);
    await tab.getByRole('group', { name: 'Blocks of the network' }).waitFor();
    expect(await seriousViolations(tab)).toEqual([]);
    await tab.goto(`${workplace.origin}/#/train/1`);
    await tab.getByTestId('training-page').waitFor();
    expect(await seriousViolations(tab)).toEqual([]);
    await tab.context().close();
    expect(workplace.problems).toEqual([]);
  });
});
