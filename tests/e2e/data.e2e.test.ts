/** The Data page: a dataset comes in, its audit finds what was planted, and each finding opens its images. */
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

/** Twelve phantoms; one image of NORMAL lies in both splits, and a letter among the images. */
async function writeDataset(folder: string): Promise<void> {
  for (let seed = 0; seed < 12; seed++) {
    const label = seed % 2 === 0 ? 'NORMAL' : 'PNEUMONIA';
    const place = join(folder, seed < 8 ? 'train' : 'val', label);
    mkdirSync(place, { recursive: true });
    const png = await renderPng(createPhantom({ seed: seed === 8 ? 0 : seed, label, size: 160 }).frame);
    writeFileSync(join(place, `phantom-${seed}.png`), png);
  }
  writeFileSync(join(folder, 'val', 'NORMAL', 'letter.png'), 'Dear colleague, thank you for sending this child.');
}

beforeAll(async () => {
  workplace = await openWorkplace({ width: 1440, height: 900 });
  ({ page } = workplace);
  await writeDataset(join(workplace.cases, 'children'));
});
afterAll(() => workplace.close());

const finding = (code: string) => page.locator(`[data-code=${code}]`);

describe('the Data page', () => {
  test('says what a dataset is where there is none', async () => {
    await page.keyboard.press('4');
    await page.getByRole('heading', { name: 'Data', exact: true }).waitFor();
    await page.getByText('Labelled images to train on and to evaluate on').waitFor();
    await expect.poll(() => page.getByTestId('dataset').count()).toBe(0);
  });

  test('takes a folder and audits it by itself', async () => {
    await page.getByRole('button', { name: 'Folder' }).click();
    const dialog = page.getByRole('dialog', { name: 'Choose a folder' });
    await dialog.getByRole('button', { name: workplace.cases }).click();
    await dialog.getByRole('button', { name: 'children' }).click();
    await dialog.getByText('train').waitFor();
    await dialog.getByRole('button', { name: 'Choose this folder' }).click();
    await page.getByTestId('audit-headline').waitFor({ timeout: 60_000 });
    await expect
      .poll(() => page.getByTestId('audit-headline').innerText())
      .toMatch(/^13 images of 13 patients: \d errors? and \d/);
    await expect
      .poll(() => finding('DUPLICATE_ACROSS_SPLITS').innerText())
      .toMatch(/1 pair of the same image in two splits/);
    expect(await finding('UNREADABLE').getAttribute('data-severity')).toBe('error');
    const splits = page.getByRole('region', { name: 'Splits' });
    await expect.poll(() => splits.getByRole('row', { name: /^Validation/ }).innerText()).toMatch(/5\s+3\s+2/);
  });

  test('opens the images of a finding, and one of them large', async () => {
    await finding('DUPLICATE_ACROSS_SPLITS').getByRole('button', { name: '2 images' }).click();
    const gallery = page.getByTestId('gallery');
    await expect.poll(() => gallery.getByRole('listitem').count()).toBe(2);
    await gallery.getByRole('listitem').first().getByRole('button').click();
    await page.locator('[data-testid=case-image][data-state=shown]').waitFor();
    const facts = page.getByRole('group', { name: 'About the image' });
    await facts.getByText(/phantom-[08]\.png/).waitFor();
    await page.keyboard.press('j');
    await page.getByText('2 of 2').waitFor();
    await page.keyboard.press('Escape');
    await gallery.waitFor();
    await page.keyboard.press('Escape');
    await finding('DUPLICATE_ACROSS_SPLITS').waitFor();
  });

  test('gives the reason for what can’t be read', async () => {
    await finding('UNREADABLE').getByRole('button', { name: '1 image' }).click();
    const card = page.getByTestId('gallery').getByRole('listitem');
    await expect.poll(() => card.innerText()).toMatch(/letter\.png[^]*not a DICOM, JPEG or PNG image/);
    await page.keyboard.press('Escape');
  });

  test('shows duplicates side by side and what the probes tell', async () => {
    const pair = page.getByTestId('pair').first();
    await pair.getByText('the same file, in two splits').waitFor();
    await expect.poll(() => pair.getByRole('button').count()).toBe(2);
    const probes = page.getByRole('region', { name: 'Shortcuts: what else predicts the label?' });
    await expect.poll(() => probes.getByTestId('probe').count()).toBeGreaterThanOrEqual(3);
  });

  test('can be used by everyone: axe finds nothing serious', async () => {
    const tab = await openTabForAxe(workplace, 1440, 900);
    await tab.goto(`${workplace.origin}/#/data`);
    await tab.getByTestId('audit-report').waitFor();
    expect(await seriousViolations(tab)).toEqual([]);
    await tab.context().close();
  });

  test('says why there is no dataset of reads yet', async () => {
    await page.getByRole('button', { name: 'My reads' }).click();
    const dialog = page.getByRole('dialog', { name: 'A dataset of confirmed reads' });
    await dialog.getByRole('button', { name: 'Add and audit' }).click();
    const reason = /No read of .* can be taken\. Read cases and say whether you agree/;
    await expect.poll(() => page.getByRole('alert').allInnerTexts()).toContainEqual(expect.stringMatching(reason));
  });

  test('forgets a dataset and leaves its files', async () => {
    for (const left of [1, 0]) {
      await page.getByTestId('dataset').first().hover();
      await page
        .getByRole('button', { name: /^Remove/ })
        .first()
        .click();
      await expect.poll(() => page.getByTestId('dataset').count()).toBe(left);
    }
    await page.getByText('Labelled images to train on and to evaluate on').waitFor();
  });

  test('breaks no security policy and leaves no error behind', () => {
    // The letter among the images has no thumbnail, which the browser notes as a failed request.
    expect(workplace.problems.filter((problem) => !problem.includes('Failed to load resource'))).toEqual([]);
  });
});
