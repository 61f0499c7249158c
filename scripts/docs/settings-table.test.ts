import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { document, withSettingsTable } from './settings-table.ts';

test('docs/training.md has the settings as the command line and the page have them', async () => {
  const text = await readFile(document, 'utf8');
  expect(text).toBe(await withSettingsTable(text));
});
