/** A reader's actions and views, as functions of the page. */
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import type { Workplace } from './harness.ts';
import { openWorkplace } from './workplace.ts';

export interface Reader {
  viewport(): Locator;
  /** The worklist's rows. */
  rows(): Locator;
  cornerText(): Promise<string>;
  imageIsShown(): Promise<void>;
  /** The viewport as grey values, row by row. */
  picture(): Promise<{ readonly width: number; readonly height: number; readonly grey: Uint8Array }>;
  meanGrey(): Promise<number>;
  /** From the middle of the viewport, pixels. */
  drag(button: 'left' | 'middle' | 'right', right: number, down: number): Promise<void>;
  /** By a double click in the worklist. */
  openStudy(patientId: string): Promise<void>;
  /** Milliseconds from the command to open a study until its picture was drawn. */
  openingTime(): Promise<number>;
}

/** A workplace of its own, signed in, and what its reader sees. */
export async function openAsReader(): Promise<{ workplace: Workplace; page: Page; reader: Reader }> {
  const workplace = await openWorkplace();
  return { workplace, page: workplace.page, reader: createReader(workplace.page) };
}

export function createReader(page: Page): Reader {
  const reader: Reader = {
    viewport: () => page.getByTestId('viewport'),
    rows: () => page.getByRole('grid', { name: 'Worklist' }).locator('[data-study-id]'),
    cornerText: () => page.getByTestId('corner-text').innerText(),
    async imageIsShown() {
      await page.locator('[data-testid=viewport][data-state=shown]').waitFor();
      await page.getByTestId('corner-text').getByText(/^Zoom/).waitFor();
    },
    async picture() {
      const shot = await reader.viewport().screenshot();
      const { data, info } = await sharp(shot).greyscale().raw().toBuffer({ resolveWithObject: true });
      return { width: info.width, height: info.height, grey: data };
    },
    async meanGrey() {
      const { grey } = await reader.picture();
      return grey.reduce((sum, value) => sum + value, 0) / grey.length;
    },
    async drag(button, right, down) {
      const box = (await reader.viewport().boundingBox())!;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down({ button });
      await page.mouse.move(x + right, y + down, { steps: 6 });
      await page.mouse.up({ button });
    },
    async openStudy(patientId) {
      await page.keyboard.press('1');
      await reader.rows().filter({ hasText: patientId }).dblclick();
      await reader.imageIsShown();
    },
    openingTime: () =>
      page.evaluate(() => {
        const at = (mark: string): number => performance.getEntriesByName(mark).at(-1)!.startTime;
        return at('overread:image') - at('overread:open');
      }),
  };
  return reader;
}
