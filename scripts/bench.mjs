/** `npm run bench`: ratios against a reference measured in the same run. */
import { runProgram, setUp } from './setup/setup.mjs';

await runProgram(await setUp(), 'bench/main.ts', process.argv.slice(2));
