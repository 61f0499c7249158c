/** Walks through the pages with the sample studies and keeps a picture of each in docs/screenshots. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openWorkplace } from '../tests/e2e/harness.ts';
import { root, say } from './setup.mjs';

const folder = join(root, 'docs/screenshots');
mkdirSync(folder, { recursive: true });

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  say(`docs/screenshots/${name}.png`);
}

const workplace = await openWorkplace({ width: 1440, height: 900 });
try {
  const { page } = workplace;
  const worklist = page.getByRole('grid', { name: 'Worklist' });
  // All ten samples are scored; the most suspicious comes first.
  await worklist.getByRole('meter').nth(9).waitFor({ timeout: 60_000 });
  await worklist.getByRole('columnheader', { name: 'Findings' }).getByRole('button').click();
  await worklist.getByRole('row').nth(1).click();
  await take(page, 'worklist');
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: 'Radiograph' }).waitFor();
  await page.keyboard.press('h');
  await page.getByRole('img', { name: /heatmap/ }).waitFor();
  await take(page, 'reading');
  await page.goto(`${workplace.origin}/#/screen`);
  await take(page, 'screening');
  await page.goto(`${workplace.origin}/#/models`);
  await take(page, 'models');
} finally {
  await workplace.close();
}
