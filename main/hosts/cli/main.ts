/** The command line: `npm run overread -- COMMAND`. */
import { enableCompileCache } from 'node:module';
import { exitCodes } from './terminal/command-line.ts';

// A command is some hundred files of TypeScript, which cost seconds to read and a third of that when they are cached.
enableCompileCache();

// Whoever reads the output may have enough of it, as `head` does: that is no fault of this program.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.fine);
});

const { overread } = await import('./program.ts');
await overread(process.argv.slice(2));
