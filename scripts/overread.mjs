/** `npm run overread -- COMMAND …`: the command line, after set-up. */
import { runProgram, setUp } from './setup.mjs';

const parameters = process.argv.slice(2);
const node = await (parameters[0] === 'serve' ? setUp('renderer') : setUp());
// npm starts scripts in the clone's folder; paths are meant from where the person stands.
if (process.env['npm_lifecycle_event'] === 'overread' && process.env['INIT_CWD'])
  process.chdir(process.env['INIT_CWD']);
await runProgram(node, 'main/hosts/cli/main.ts', parameters);
