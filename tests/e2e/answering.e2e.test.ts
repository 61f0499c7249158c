/** A reader's answers are kept, once, whatever happens around them. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Workplace } from './harness.ts';
import { createReader, openAsReader, type Reader } from './reader.ts';

let workplace: Workplace;
let page: Page;
let reader: Reader;

beforeAll(async () => {
  ({ workplace, page, reader } = await openAsReader());
  await reader.rows().getByRole('meter').nth(9).waitFor({ timeout: 60_000 });
});
afterAll(() => workplace.close());

test('without a network everything goes on: the server is on this machine', async () => {
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  await reader.openStudy('SYN-08');
  await page.keyboard.press('a');
  const agree = page.getByRole('button', { name: 'Agree', exact: true });
  await expect.poll(() => agree.getAttribute('aria-pressed')).toBe('true');
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
});

test('takes one answer, however long its key is held', async () => {
  await reader.openStudy('SYN-05');
  for (let times = 0; times < 8; times++) {
    await page.keyboard.down('d');
    await page.waitForTimeout(60);
  }
  await page.keyboard.up('d');
  const verdicts = page.getByRole('list', { name: 'Study history' }).getByText('Disagrees');
  await expect.poll(() => verdicts.count()).toBe(1);
  await page.waitForTimeout(500);
  await expect.poll(() => verdicts.count()).toBe(1);
});

test('loses no note: not with the panel, not for a look at another page, not when saving fails', async () => {
  await reader.openStudy('SYN-07');
  const tab = await workplace.context.newPage();
  await tab.goto(page.url());
  const other = createReader(tab);
  await other.imageIsShown();
  const note = tab.getByRole('textbox', { name: 'Note' });
  await tab.keyboard.press('n');
  await tab.keyboard.type('Left hilum?');
  await tab.keyboard.press('Escape');
  await tab.keyboard.press('s');
  await note.waitFor({ state: 'detached' });
  await tab.keyboard.press('s');
  await expect.poll(() => note.inputValue()).toBe('Left hilum?');
  await tab.keyboard.press('8');
  await note.waitFor({ state: 'detached' });
  await tab.goBack();
  await other.imageIsShown();
  await expect.poll(() => note.inputValue()).toBe('Left hilum?');

  await tab.route('**/rpc/studies/review', (route) => route.abort());
  await tab.keyboard.press('a');
  const failure = tab.getByRole('alert').filter({ hasText: /Your answer .* was not saved/ });
  await failure.waitFor();
  await expect.poll(() => note.inputValue()).toBe('Left hilum?');
  await tab.unroute('**/rpc/studies/review');
  await tab.keyboard.press('a');
  await tab.getByRole('list', { name: 'Study history' }).getByText('Left hilum?').waitFor();
  await expect.poll(() => note.inputValue()).toBe('');
  await expect.poll(() => failure.count()).toBe(1);
  await tab.close();
});

test('the keys of a text field stay its own', async () => {
  await reader.openStudy('SYN-06');
  await page.keyboard.press('n');
  await page.keyboard.type('one two');
  await page.keyboard.press('Control+ArrowLeft');
  await page.keyboard.type('and ');
  await expect.poll(() => page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('one and two');
});

test('all that breaks no security policy and leaves no error behind', () => {
  expect(workplace.problems).toEqual([]);
});
