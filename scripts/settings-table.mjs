/** `npm run docs:settings`: writes the table of settings in docs/training.md anew. */
import { runProgram, setUp } from './setup/setup.mjs';

await runProgram(await setUp(), 'scripts/docs/write-settings-table.ts', []);
