import { expect, test } from 'vitest';
import { ownEntry } from './own-entry.ts';

test('a name that all objects inherit is an entry only where the table has it', () => {
  expect(ownEntry({ Relu: 1 }, 'Relu')).toBe(1);
  for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
    expect(ownEntry({ Relu: 1 }, name)).toBeUndefined();
    expect(ownEntry(Object.fromEntries([[name, 2]]), name)).toBe(2);
  }
});
