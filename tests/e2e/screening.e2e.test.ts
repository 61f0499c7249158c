/** Screening from the browser, and what holds on every page. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPhantom } from '../../main/imaging/phantom/phantom.ts';
import { renderPng } from '../../main/imaging/raster/render-png.ts';
import { openTabForAxe, seriousViolations } from './accessibility.ts';
import type { Workplace } from './harness.ts';
import { openAsReader, type Reader } from './reader.ts';

let workplace: Workplace;
let page: Page;
let reader: Reader;

beforeAll(async () => {
  ({ workplace, page, reader } = await openAsReader());
});
afterAll(() => workplace.close());

async function phantomPng(seed: number): Promise<Buffer> {
  const { frame } = createPhantom({ seed, label: seed % 2 === 0 ? 'PNEUMONIA' : 'NORMAL', size: 320 });
  return Buffer.from(await renderPng(frame));
}

describe('screening', () => {
  test('imports a folder with live counters and gives the reason for what it refuses', async () => {
    for (const seed of [1, 2, 3, 4])
      writeFileSync(join(workplace.cases, `phantom-${seed}.png`), await phantomPng(seed));
    writeFileSync(join(workplace.cases, 'letter.dcm'), 'Dear colleague, thank you for sending this child.');
    const dot = sharp({ create: { width: 12, height: 12, channels: 3, background: '#808080' } });
    writeFileSync(join(workplace.cases, 'dot.png'), await dot.png().toBuffer());

    await page.keyboard.press('3');
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    const dialog = page.getByRole('dialog', { name: 'Choose a folder' });
    await dialog.getByRole('button', { name: workplace.cases }).click();
    await dialog.getByText('letter.dcm').waitFor();
    await dialog.getByRole('button', { name: 'Choose this folder' }).click();
    await page.getByRole('button', { name: 'Start screening' }).click();
    const job = page.getByTestId('job').first();
    await expect.poll(() => job.getAttribute('data-state'), { timeout: 60_000 }).toBe('done');
    await job.getByText(/^6 files: 4 scored/).waitFor();
    const problems = page.getByRole('list', { name: 'Files that were not scored' });
    for (const name of ['letter.dcm', 'dot.png']) {
      const sentence = await problems.getByRole('listitem').filter({ hasText: name }).innerText();
      expect(sentence).toMatch(/\w+ \w+ .*\./);
    }
    await page.getByRole('button', { name: 'Open worklist' }).first().click();
    await reader.rows().filter({ hasText: 'phantom-1.png' }).waitFor();
  });

  test('takes files that the browser has in hand', async () => {
    const buffer = await phantomPng(9);
    await page.keyboard.press('3');
    await page.getByLabel('Files to upload').setInputFiles({ name: 'from-home.png', mimeType: 'image/png', buffer });
    await page.getByRole('list', { name: 'Chosen' }).getByText('1 file').waitFor();
    await page.getByRole('button', { name: 'Start screening' }).click();
    const latest = page.getByRole('region', { name: 'Latest results' });
    await expect.poll(() => latest.innerText(), { timeout: 30_000 }).toContain('from-home.png');
  });

  test('takes files that are dropped anywhere on the page', async () => {
    const bytes = [...(await phantomPng(11))];
    await page.keyboard.press('1');
    const selected = page.locator('[role=row][aria-selected=true]');
    const before = await selected.getAttribute('data-study-id');
    const dropped = await page.evaluateHandle((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(content)], 'dropped.png', { type: 'image/png' }));
      return transfer;
    }, bytes);
    await page.dispatchEvent('main', 'dragover', { dataTransfer: dropped });
    await page.getByText('Drop to screen these files and folders').waitFor();
    await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
    await expect.poll(() => reader.rows().first().innerText(), { timeout: 30_000 }).toContain('dropped.png');
    // The new study pushed the others down: the selection stayed with its own.
    expect(await reader.rows().first().getAttribute('aria-selected')).toBe('false');
    expect(await selected.getAttribute('data-study-id')).toBe(before);
  });

  test('answers on any page for a dropped file that is no image, with the reason', async () => {
    await page.keyboard.press('1');
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['Dear colleague'], 'letter.txt'));
      return transfer;
    });
    await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
    const notice = page.getByRole('alert').filter({ hasText: 'letter.txt' });
    await notice.getByText(/1 file: 0 scored, 1 not an image/).waitFor();
    await notice.getByRole('button', { name: 'Show' }).click();
    const listed = page.getByRole('region', { name: 'Screenings' }).getByText('letter.txt').first();
    await expect.poll(() => listed.isVisible()).toBe(true);
  });

  test('says in the tray what ran, and forgets it when told to', async () => {
    await page.getByRole('button', { name: /^Jobs$|running|problems/ }).click();
    const tray = page.getByRole('dialog', { name: 'Jobs' });
    await expect.poll(() => tray.getByTestId('job').count()).toBeGreaterThanOrEqual(2);
    await tray.getByRole('button', { name: 'Clear finished jobs' }).click();
    await expect.poll(() => tray.getByTestId('job').count()).toBe(0);
    await tray.press('Escape');
    await tray.waitFor({ state: 'detached' });
    // The files that were not scored are kept all the same.
    await page.keyboard.press('3');
    const folder = page.getByRole('region', { name: 'Screenings' }).getByRole('group').filter({ hasText: 'cases' });
    await folder.locator('summary').click();
    await folder.getByText('letter.dcm').waitFor();
  });
});

test('a screening that cannot start is told over every page, until it is read', async () => {
  const tab = await workplace.context.newPage();
  await tab.goto(`${workplace.origin}/#/screen`);
  await tab.route('**/rpc/screening/upload', (route) => route.abort());
  const buffer = await phantomPng(13);
  await tab.getByLabel('Files to upload').setInputFiles({ name: 'lost.png', mimeType: 'image/png', buffer });
  await tab.getByRole('button', { name: 'Start screening' }).click();
  await tab.keyboard.press('8');
  const failure = tab.getByRole('alert').filter({ hasText: 'does not answer' });
  await expect.poll(() => failure.count()).toBe(1);
  await tab.getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => failure.count()).toBe(0);
  await tab.close();
});

describe('every page', () => {
  const pages = { Worklist: '1', Read: '2', Screen: '3', Models: '8' };

  /** By its key: what the browser has loaded once is not loaded again. */
  async function open(tab: Page, name: string, key: string): Promise<void> {
    await tab.keyboard.press(key);
    await tab.locator('nav [aria-current=page]', { hasText: name }).waitFor();
    await tab.locator('main').getByRole('heading').first().waitFor();
  }

  test('can be used by everyone: axe finds nothing serious', async () => {
    const tab = await openTabForAxe(workplace);
    for (const scheme of ['Light', 'Dark']) {
      await tab.getByRole('button', { name: `${scheme} theme` }).click();
      for (const [name, key] of Object.entries(pages)) {
        await open(tab, name, key);
        expect({ scheme, name, serious: await seriousViolations(tab) }).toEqual({ scheme, name, serious: [] });
      }
    }
    await tab.context().close();
  });

  test.each([
    [1280, 800],
    [2560, 1440],
  ])('fits into %i × %i', async (width, height) => {
    await page.setViewportSize({ width, height });
    for (const [name, key] of Object.entries(pages)) {
      await open(page, name, key);
      const overflow = await page.evaluate(() => {
        const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
        return [scrollWidth - clientWidth, scrollHeight - clientHeight];
      });
      expect({ name, overflow }).toEqual({ name, overflow: [0, 0] });
    }
  });

  test('breaks no security policy and leaves no error behind', () => {
    expect(workplace.problems).toEqual([]);
  });
});
