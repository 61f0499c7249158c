/** `npm run overread -- COMMAND …`: the command line, after set-up. */
import { runProgram, setUp, standWhereThePersonStands } from './setup/setup.mjs';

const parameters = process.argv.slice(2);
const asksForHelp = parameters.some((parameter) => parameter === '--help' || parameter === '-h');
const node = await (parameters[0] === 'serve' && !asksForHelp ? setUp('renderer') : setUp());
standWhereThePersonStands('overread');
await runProgram(node, 'main/hosts/cli/main.ts', parameters);
