/** A reader's way to the picture: worklist and image. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toDisplay } from '../../main/imaging/grey-image/display.ts';
import { readImage } from '../../main/imaging/read-image.ts';
import { root } from '../../scripts/setup/setup.mjs';
import type { Workplace } from './harness.ts';
import { createReader, openAsReader, type Reader } from './reader.ts';
import { FaultError } from '../../main/domain/faults/fault.ts';

let workplace: Workplace;
let page: Page;
let reader: Reader;

beforeAll(async () => {
  ({ workplace, page, reader } = await openAsReader());
});
afterAll(() => workplace.close());

describe('the worklist', () => {
  test('starts with the samples, screened, and says that they are synthetic', async () => {
    await expect.poll(() => reader.rows().count(), { timeout: 60_000 }).toBe(10);
    await expect.poll(() => reader.rows().getByRole('meter').count(), { timeout: 60_000 }).toBeGreaterThanOrEqual(10);
    await expect.poll(() => reader.rows().getByText('Synthetic', { exact: true }).count()).toBe(10);
    expect(
      await reader
        .rows()
        .getByText(/^(above|below)$/)
        .count(),
    ).toBeGreaterThanOrEqual(10);
  });

  test('sorts by a click on a header, and back by another', async () => {
    const header = page.getByRole('columnheader', { name: 'Patient' });
    const first = (): Promise<string> => reader.rows().first().innerText();
    await header.getByRole('button').click();
    await expect.poll(first).toContain('SYN-01');
    expect(await header.getAttribute('aria-sort')).toBe('ascending');
    await header.getByRole('button').click();
    await expect.poll(first).toContain('SYN-10');
  });

  test('is searched and read with the keyboard alone', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('SYN-04');
    await expect.poll(() => reader.rows().count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await reader.imageIsShown();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toContain('Sample 04');
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect.poll(() => reader.rows().count()).toBe(10);
  });

  test('keeps its selection while a study is open', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const selected = page.locator('[role=row][aria-selected=true]');
    const before = await selected.innerText();
    await page.keyboard.press('Enter');
    await reader.imageIsShown();
    await page.keyboard.press('Escape');
    await expect.poll(() => selected.innerText()).toBe(before);
  });

  test('opens one study after the other, each with its image', async () => {
    const times: number[] = [];
    for (const id of ['SYN-01', 'SYN-05', 'SYN-07', 'SYN-09']) {
      await reader.openStudy(id);
      times.push(await reader.openingTime());
    }
    console.log(`From the double click to the image: ${times.map((time) => time.toFixed(0)).join(', ')} ms`);
    expect(times).toHaveLength(4);
  });
});

describe('the image', () => {
  test('is the picture that the models are given', async () => {
    const read = await readImage(readFileSync(join(root, 'assets/samples/sample-03.dcm')));
    if (!read.ok) throw new FaultError(read.error);
    const frame = await read.value.frame(0);
    if (!frame.ok) throw new FaultError(frame.error);
    const { rows: height, columns: width } = frame.value;
    const wanted = toDisplay(frame.value);

    await reader.openStudy('SYN-03');
    await page.keyboard.press('o');
    await page.getByTestId('corner-text').getByText('Zoom 100 %').waitFor();
    const shown = await reader.picture();
    // Where the frame's middle is the viewport's, to a pixel: blocks of 16 pixels forgive that.
    const [left, top] = [Math.round((shown.width - width) / 2), Math.round((shown.height - height) / 2)];
    const block = 16;
    const differences: number[] = [];
    for (let y = 96; y + block < height - 96; y += block) {
      for (let x = 96; x + block < width - 96; x += block) {
        let sum = 0;
        for (let i = 0; i < block * block; i++) {
          const [px, py] = [x + (i % block), y + Math.floor(i / block)];
          sum += wanted[py * width + px]! - shown.grey[(top + py) * shown.width + left + px]! / 255;
        }
        differences.push(Math.abs(sum) / block ** 2);
      }
    }
    expect(differences.length).toBeGreaterThan(100);
    expect(Math.max(...differences)).toBeLessThan(0.02);
  });

  test('changes with window and level, and comes back by reset', async () => {
    await page.keyboard.press('f');
    const before = { grey: await reader.meanGrey(), text: await reader.cornerText() };
    await reader.drag('left', 120, 80);
    await expect.poll(reader.cornerText).not.toBe(before.text);
    expect(Math.abs((await reader.meanGrey()) - before.grey)).toBeGreaterThan(3);
    await page.keyboard.press('r');
    await expect.poll(reader.cornerText).toBe(before.text);
    await expect.poll(async () => Math.abs((await reader.meanGrey()) - before.grey)).toBeLessThan(0.5);
  });

  test('is inverted and put right again', async () => {
    const before = await reader.meanGrey();
    await page.getByRole('button', { name: 'Invert' }).click();
    await expect.poll(reader.cornerText).toContain('inverted');
    expect(Math.abs((await reader.meanGrey()) - before)).toBeGreaterThan(3);
    await page.keyboard.press('i');
    await expect.poll(reader.cornerText).not.toContain('inverted');
  });

  test('zooms with the right button and moves with the middle one, and fits again', async () => {
    const zoom = async (): Promise<string> => /Zoom \d+ %/.exec(await reader.cornerText())![0];
    const before = await zoom();
    await reader.drag('right', 0, 60);
    await expect.poll(zoom).not.toBe(before);
    await reader.drag('middle', 40, 40);
    await page.keyboard.press('f');
    await expect.poll(zoom).toBe(before);
  });

  test('is windowed, zoomed and moved by the keyboard alone', async () => {
    await page.keyboard.press('r');
    for (const key of ['Shift+ArrowUp', 'Shift+ArrowRight', '+']) {
      const before = await reader.cornerText();
      await page.keyboard.press(key);
      await expect.poll(reader.cornerText).not.toBe(before);
    }
    const still = await reader.viewport().screenshot();
    await page.keyboard.press('Control+ArrowRight');
    await expect.poll(async () => (await reader.viewport().screenshot()).equals(still)).toBe(false);
    await page.keyboard.press('r');
  });
});

describe('without WebGL', () => {
  test('the image comes back when the graphics processor goes away', async () => {
    await reader.openStudy('SYN-03');
    const tab = await workplace.context.newPage();
    await tab.addInitScript(() => {
      const getContext = HTMLCanvasElement.prototype.getContext as (...given: unknown[]) => RenderingContext | null;
      const contexts: WebGLRenderingContext[] = [];
      Object.assign(window, { contexts });
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...given: unknown[]) {
        const context = getContext.apply(this, given);
        if (context instanceof WebGL2RenderingContext || context instanceof WebGLRenderingContext)
          contexts.push(context as WebGLRenderingContext);
        return context;
      } as typeof HTMLCanvasElement.prototype.getContext;
    });
    await tab.goto(page.url());
    const other = createReader(tab);
    await other.imageIsShown();
    const [before, text] = [await other.meanGrey(), await other.cornerText()];
    await tab.evaluate(() => {
      const { contexts } = window as unknown as { contexts: WebGLRenderingContext[] };
      for (const context of contexts) context.getExtension('WEBGL_lose_context')?.loseContext();
    });
    await expect.poll(async () => Math.abs((await other.meanGrey()) - before)).toBeLessThan(2);
    await other.imageIsShown();
    expect(await other.cornerText()).toBe(text);
    await tab.keyboard.press('i');
    await expect.poll(async () => Math.abs((await other.meanGrey()) - before)).toBeGreaterThan(3);
    await tab.close();
  });
});

test('all that breaks no security policy and leaves no error behind', () => {
  expect(workplace.problems).toEqual([]);
});
