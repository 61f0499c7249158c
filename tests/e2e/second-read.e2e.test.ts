/** The models' findings on a study, and the reader's answers. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Workplace } from './harness.ts';
import { openAsReader, type Reader } from './reader.ts';

let workplace: Workplace;
let page: Page;
let reader: Reader;

beforeAll(async () => {
  ({ workplace, page, reader } = await openAsReader());
  await reader.rows().getByRole('meter').nth(9).waitFor({ timeout: 60_000 });
});
afterAll(() => workplace.close());

describe('the second read', () => {
  const heatmap = (): Locator => page.getByTestId('heatmap');

  test('gives probability, threshold and word, and where they come from', async () => {
    await reader.openStudy('SYN-03');
    const panel = page.getByRole('complementary', { name: 'Reading panel' });
    const meter = panel.getByRole('meter').first();
    expect(await meter.getAttribute('aria-label')).toMatch(/\d\.\d\d, (above|below) threshold \d\.\d\d \(.+\)/);
    await meter.hover();
    const tooltip = page.getByRole('tooltip').filter({ hasText: 'Raw logit' });
    await tooltip.waitFor();
    for (const fact of ['Raw logit', 'Threshold', 'Model', 'Preprocessing', 'Provider'])
      await expect.poll(() => tooltip.innerText()).toContain(fact);
    await page.mouse.move(0, 0);
    await tooltip.waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    await meter.locator('xpath=ancestor::*[@tabindex][1]').focus();
    await tooltip.waitFor();
    await page.keyboard.press('Tab');
    await tooltip.waitFor({ state: 'detached' });
  });

  test('is scrolled by the keyboard where it is in focus', async () => {
    await page.setViewportSize({ width: 1280, height: 500 });
    const panel = page.getByRole('complementary', { name: 'Reading panel' });
    await panel.focus();
    await page.keyboard.press('PageDown');
    await expect.poll(() => panel.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    await panel.blur();
  });

  test('shows its heatmap at a key, as strong as wanted, and away while a key is held', async () => {
    const plain = await reader.viewport().screenshot();
    await page.keyboard.press('h');
    await heatmap().waitFor();
    expect((await reader.viewport().screenshot()).equals(plain)).toBe(false);
    const opacity = (): Promise<number> => heatmap().evaluate((canvas) => Number(getComputedStyle(canvas).opacity));
    const before = await opacity();
    await page.keyboard.press(']');
    await expect.poll(opacity).toBeGreaterThan(before);
    await page.getByRole('slider', { name: 'Opacity' }).focus();
    await page.keyboard.press('Home');
    await expect.poll(opacity).toBeLessThan(0.1);
    await page.keyboard.press('End');
    await reader.viewport().click({ button: 'middle' });
    await page.keyboard.down(' ');
    await heatmap().waitFor({ state: 'detached' });
    await page.keyboard.up(' ');
    await heatmap().waitFor();
    await page.keyboard.press('h');
    await heatmap().waitFor({ state: 'detached' });
  });

  test('makes its heatmap in another way, and says what each shows', async () => {
    await page.keyboard.press('h');
    await heatmap().waitFor();
    const name = (): Promise<string | null> => heatmap().getAttribute('aria-label');
    expect(await name()).toMatch(/^Grad-CAM heatmap/);
    await page.getByRole('combobox', { name: 'Method' }).click();
    const options = page.getByRole('option');
    await expect.poll(() => options.count()).toBeGreaterThan(4);
    await expect.poll(() => options.filter({ hasText: 'Attention' }).count()).toBe(0);
    await options.filter({ hasText: 'LayerCAM' }).click();
    await expect.poll(name).toMatch(/^LayerCAM heatmap/);
    await page.keyboard.press('g');
    await expect.poll(name).toMatch(/^EigenCAM heatmap/);
    await page.keyboard.press('h');
    await heatmap().waitFor({ state: 'detached' });
  });

  test("keeps the reader's answer and note in the case's history, and what was seen before a reload", async () => {
    await page.reload();
    await reader.imageIsShown();
    await page.keyboard.press('a');
    const agree = page.getByRole('button', { name: 'Agree', exact: true });
    await expect.poll(() => agree.getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('n');
    await page.keyboard.type('Right lower lobe.');
    await page.keyboard.press('Control+Enter');
    const history = page.getByRole('list', { name: 'Study history' });
    await history.getByText('Right lower lobe.').waitFor();
    await history
      .getByText(/Looked at before answering: image → prediction → heatmap \(Grad-CAM\) → .*heatmap \(EigenCAM\)/)
      .first()
      .waitFor();

    await page.reload();
    await reader.imageIsShown();
    await history.getByText('Right lower lobe.').waitFor();
    await page.keyboard.press('1');
    const row = reader.rows().filter({ hasText: 'SYN-03' });
    await row.getByText('Agrees').waitFor();
    await expect.poll(() => row.innerText()).toContain('Read');
  });

  test('goes on to the next case and back', async () => {
    const title = (): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();
    await reader.openStudy('SYN-06');
    const before = await title();
    await page.keyboard.press('j');
    await expect.poll(title).not.toBe(before);
    await reader.imageIsShown();
    await page.keyboard.press('k');
    await expect.poll(title).toBe(before);
    await reader.imageIsShown();
  });
});

test('all that breaks no security policy and leaves no error behind', () => {
  expect(workplace.problems).toEqual([]);
});
