/** Walks through the pages with the sample studies and keeps a picture of each in docs/screenshots. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createPhantom } from '../main/imaging/phantom/phantom.ts';
import { renderPng } from '../main/imaging/raster/render-png.ts';
import { openNewWorkplace } from '../tests/e2e/harness.ts';
import { root, say } from './setup/setup.mjs';

const folder = join(root, 'docs/screenshots');
mkdirSync(folder, { recursive: true });

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  say(`docs/screenshots/${name}.png`);
}

const PHANTOMS = 80;

/** Class folders of phantoms, half of them with opacities, as a dataset for the laboratory. */
async function writePhantoms(home: string): Promise<void> {
  for (let seed = 0; seed < PHANTOMS; seed++) {
    const label = seed % 2 === 0 ? 'NORMAL' : 'PNEUMONIA';
    const target = join(home, 'cases', 'phantoms', label);
    mkdirSync(target, { recursive: true });
    const { frame } = createPhantom({ seed: 7000 + seed, label, size: 256 });
    writeFileSync(join(target, `phantom-${seed}.png`), await renderPng(frame));
  }
}

const workplace = await openNewWorkplace({ width: 1440, height: 900, prepare: writePhantoms });
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
  await page.goto(`${workplace.origin}/#/data`);
  await page.evaluate(
    async (path) => {
      const body = JSON.stringify({ json: { source: { kind: 'folder', path } } });
      await fetch('/rpc/datasets/add', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    },
    join(workplace.cases, 'phantoms'),
  );
  await page.goto(`${workplace.origin}/#/evaluate`);
  await page.getByText(`on ${PHANTOMS} images`).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Evaluate', exact: true }).and(page.locator('main *')).click();
  await page.waitForURL(/#\/evaluate\/\d+$/, { timeout: 120_000 });
  await page.locator('[data-figure=AUC]').waitFor();
  await take(page, 'evaluate');
  await page.goto(`${workplace.origin}/#/train`);
  await page.getByText('Augmentation preview').waitFor();
  await page.waitForTimeout(2500);
  await take(page, 'train');
} finally {
  await workplace.close();
}
