/** `npm run screenshots`: the README's pictures, from the running application. */
import { runProgram, setUp } from './setup/setup.mjs';

await runProgram(await setUp('renderer'), 'scripts/take-screenshots.ts', []);
