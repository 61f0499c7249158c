import { expect, test } from 'vitest';
import { formatTable } from './table.ts';

test('aligns text to the left and numbers to the right', () => {
  const table = formatTable(
    ['file', 'probability'],
    [
      ['a.dcm', '0.97'],
      ['longer.png', '0.03'],
    ],
  );
  expect(table.split('\n')).toEqual([
    'file        probability',
    '──────────  ───────────',
    'a.dcm              0.97',
    'longer.png         0.03',
  ]);
});
