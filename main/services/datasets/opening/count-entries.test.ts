import { expect, test } from 'vitest';
import { countEntries } from './count-entries.ts';

test('every label is counted, whatever it is called', () => {
  const entries = ['WELL', '__proto__', 'constructor', '__proto__'].map((label) => {
    return { labels: [label], patient: null, split: null };
  });
  expect(Object.entries(countEntries(entries).perLabel)).toEqual([
    ['WELL', 1],
    ['__proto__', 2],
    ['constructor', 1],
  ]);
});
