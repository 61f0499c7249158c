import { readFile, writeFile } from 'node:fs/promises';
import { document, withSettingsTable } from './settings-table.ts';

await writeFile(document, await withSettingsTable(await readFile(document, 'utf8')));
