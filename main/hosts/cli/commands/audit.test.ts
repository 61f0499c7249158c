import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditReport } from '../../../domain/datasets/audit-report.ts';
import { overreadHere, type CommandResult } from '../../../../tests/support/run-here.ts';
import { makeFrame } from '../../../../tests/support/make-frame.ts';
import { renderPng } from '../../../imaging/raster/render-png.ts';

const base = mkdtempSync(join(tmpdir(), 'audit-'));
afterAll(() => rmSync(base, { recursive: true }));

const audit = (...parameters: readonly string[]): Promise<CommandResult> =>
  overreadHere(['audit', ...parameters, '--casebook', join(base, 'casebook.sqlite')]);

/** Stripes of another width for each number: none looks like another. */
async function write(file: string, stripe: number): Promise<void> {
  const pixels = Uint8Array.from({ length: 32 * 32 }, (_, i) => (Math.floor((i % 32) / stripe) % 2 === 0 ? 40 : 200));
  mkdirSync(dirname(join(base, file)), { recursive: true });
  writeFileSync(join(base, file), await renderPng(makeFrame({ rows: 32, columns: 32, pixels })));
}

beforeAll(async () => {
  await write('clean/ILL/a.png', 1);
  await write('clean/WELL/b.png', 4);
  await write('leaky/train/ILL/a.png', 1);
  await write('leaky/train/WELL/b.png', 4);
  await write('leaky/val/ILL/c.png', 8);
  await write('leaky/val/WELL/d.png', 4);
});

describe('overread audit', () => {
  test('ends with 0 when there are no errors and says what is in the folder', async () => {
    const { code, output } = await audit('--data', join(base, 'clean'));
    expect(code).toBe(0);
    expect(output).toMatch(/^2 images of 2 patients/);
    expect(output).toMatch(/WARNING {2}The patients are not known/);
  });

  test('ends with 3 when there are errors and names the files', async () => {
    const { code, output } = await audit('--data', join(base, 'leaky'));
    expect(code).toBe(3);
    expect(output).toMatch(/ERROR {2}1 pair of the same image in two splits[^\n]*\n {2}(train|val)\/WELL\/[bd]\.png, /);
  });

  test('prints the report as JSON, with the names of the files by index', async () => {
    const { output } = await audit('--data', join(base, 'leaky'), '--json');
    const report = JSON.parse(output) as AuditReport & { files: string[] };
    const [pair] = report.duplicates;
    expect(new Set([report.files[pair!.a], report.files[pair!.b]])).toEqual(
      new Set(['train/WELL/b.png', 'val/WELL/d.png']),
    );
    expect(report.summary.errors).toBeGreaterThan(0);
  });

  test('says what is missing, and tells its exit codes', async () => {
    const missing = await audit('--data', join(base, 'nowhere'));
    expect(missing).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/There is no such file or folder/) as string,
    });
    expect((await audit('--help')).output).toMatch(/Exit code 3: errors were found/);
  });
});
