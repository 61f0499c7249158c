import { describe, expect, test } from 'vitest';
import { matching, type PaletteEntry } from './palette-entries.ts';

const entry = (title: string, hint = 'Page'): PaletteEntry => ({ id: title, title, hint, open: () => undefined });

describe('the command palette', () => {
  const entries = [
    entry('Worklist'),
    entry('Read'),
    entry('Chest pneumonia', 'Model'),
    entry('Pneumonia baseline', 'Model'),
  ];

  test('finds by any words, in any order', () => {
    expect(matching(entries, 'model chest').map(({ title }) => title)).toEqual(['Chest pneumonia']);
  });

  test('puts what starts with the word first', () => {
    expect(matching(entries, 'pneu').map(({ title }) => title)).toEqual(['Pneumonia baseline', 'Chest pneumonia']);
  });

  test('offers everything before anything is typed', () => {
    expect(matching(entries, ' ')).toHaveLength(4);
  });
});
