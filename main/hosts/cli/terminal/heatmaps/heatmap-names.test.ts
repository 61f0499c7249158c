import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nameHeatmaps } from './heatmap-names.ts';

function namesOf(given: readonly string[], files: readonly string[]): string[] {
  const paths = files.map((file) => resolve(file));
  const names = nameHeatmaps(given, paths);
  return paths.map((path) => names.get(path)!);
}

describe('the names of heatmaps', () => {
  test('tell the place below what was given', () => {
    expect(namesOf(['cases'], ['cases/x.png', 'cases/deep/er/x.png'])).toEqual(['x.png', 'deep__er__x.png']);
    expect(namesOf(['cases/x.png'], ['cases/x.png'])).toEqual(['x.png']);
  });

  test('keep files of one name in several folders apart', () => {
    expect(namesOf(['A', 'B'], ['A/x.png', 'B/x.png'])).toEqual(['A__x.png', 'B__x.png']);
    expect(namesOf(['A/x.png', 'B/x.png'], ['A/x.png', 'B/x.png'])).toEqual(['A__x.png', 'B__x.png']);
    expect(namesOf(['B', 'B/deep/x.png', 'C/y'], ['B/deep/x.png', 'C/y'])).toEqual(['B__deep__x.png', 'C__y']);
  });

  test('are never one, also where case does not count, and never too long', () => {
    const same = ['c/a__b.png', 'c/a/b.png', 'c/A__B.PNG'];
    const names = namesOf(['c'], same);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(3);
    expect(namesOf(['c'], same.toReversed())).toEqual(names.toReversed());
    const deep = Array.from({ length: 9 }, (_, i) => `c/${'ä'.repeat(100)}/${'long'.repeat(50)}${i % 3}/${i}.png`);
    const long = namesOf(['c'], deep);
    expect(new Set(long).size).toBe(9);
    expect(Math.max(...long.map((name) => Buffer.byteLength(name)))).toBeLessThan(180);
  });
});
