import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRotatingFile } from './rotating-file.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rotating-'));
  path = join(folder, 'overread.log');
});
afterEach(() => rmSync(folder, { recursive: true }));

const line = (number: number): string => `${String(number).padStart(99, '0')}\n`;

const kept = (file: string): number[] => readFileSync(file, 'utf8').trim().split('\n').map(Number);

test('never holds more than twice the size, and always the newest lines', () => {
  const file = openRotatingFile(path, 1000);
  for (let i = 1; i <= 95; i++) file.write(line(i));
  expect(kept(path)).toEqual([91, 92, 93, 94, 95]);
  expect(kept(`${path}.1`)).toEqual([81, 82, 83, 84, 85, 86, 87, 88, 89, 90]);
  expect(readdirSync(folder)).toHaveLength(2);
});

test('is for this account alone, also after it was begun anew', () => {
  const file = openRotatingFile(path, 150);
  for (let i = 1; i <= 3; i++) file.write(line(i));
  if (process.platform !== 'win32') {
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  }
});

test('loses no line of two that write in turn, whichever of them begins it anew', () => {
  const files = [openRotatingFile(path, 1000), openRotatingFile(path, 1000)];
  for (let i = 1; i <= 18; i++) files[i % 2]!.write(line(i));
  expect([...kept(`${path}.1`), ...kept(path)]).toEqual(Array.from({ length: 18 }, (_, i) => i + 1));
  expect(readdirSync(folder)).toHaveLength(2);
});

test('loses lines, and stays within the size, where no new one can be begun', () => {
  const file = openRotatingFile(path, 1000);
  mkdirSync(`${path}.1`);
  for (let i = 1; i <= 30; i++) file.write(line(i));
  expect(kept(path)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});
