/**
 * Learning from reads: similar cases, the queue of what to read next, and a difference between readers that somebody
 * decides.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCasebook } from '../../main/casebook/open-casebook.ts';
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

test('similar cases come when asked for, and that they were seen stands in the answer', async () => {
  await reader.openStudy('SYN-03');
  const similar = page.getByRole('region', { name: 'Similar studies' });
  await expect.poll(() => similar.getByRole('img').count()).toBe(0);
  await similar.getByRole('button', { name: 'Show similar studies' }).click();
  await similar.getByText('other images').waitFor();
  await expect.poll(() => similar.getByRole('img', { name: /^Radiograph of/ }).count()).toBe(4);
  await similar.getByText('Not read').first().waitFor();
  await page.keyboard.press('a');
  await page
    .getByRole('list', { name: 'Study history' })
    .getByText(/Looked at before answering: .*similar studies/)
    .waitFor();
});

test('the cases whose read teaches most are offered, and one opens from there', async () => {
  await page.keyboard.press('9');
  const queue = page.getByRole('region', { name: 'Read next' });
  const cards = queue.getByRole('button', { name: /^Read / });
  await cards.first().waitFor();
  const offered = await cards.count();
  expect(offered).toBeGreaterThan(3);
  await cards.first().click();
  await reader.imageIsShown();
  await page.keyboard.press('d');
  await page.getByRole('list', { name: 'Study history' }).getByText('Disagrees').waitFor();
  await page.keyboard.press('9');
  await expect.poll(() => cards.count()).toBe(offered - 1);
});

test('a case that two readers differ about waits for a decision, which then stands', async () => {
  secondReaderDisagrees();
  await page.reload();
  await page.keyboard.press('9');
  const differences = page.getByRole('region', { name: 'Readers differ' });
  await differences.getByText('Ben: Pneumonia').waitFor();
  await differences.getByRole('textbox', { name: 'Why' }).fill('Air bronchogram at the left base');
  await differences.getByRole('button', { name: 'Decide: present' }).click();
  await differences.getByText(/Decided by .*: Pneumonia present/).waitFor();
  await differences.getByText('Air bronchogram at the left base').waitFor();
  await page
    .getByRole('region', { name: 'What was read' })
    .getByText(/\d present, \d absent/)
    .waitFor();
  expect(workplace.problems).toEqual([]);
});

/** In the same casebook, from another process, as a colleague would: the opposite of the last answer. */
function secondReaderDisagrees(): void {
  const casebook = openCasebook(join(workplace.cases, '..', 'casebook.sqlite'), () => new Date());
  const [settled] = casebook.reads.settled();
  const [review] = casebook.studies.get(settled!.studyId)!.reviews;
  const { studyId, predictionId, model, label, probability, positive } = review!;
  const verdict = review!.verdict === 'agree' ? 'disagree' : 'agree';
  casebook.reviews.add({
    studyId,
    predictionId,
    model,
    label,
    probability,
    positive,
    verdict,
    note: '',
    reader: 'Ben',
    seen: [],
  });
  casebook.close();
}
