/** The command line: `npm run overread -- COMMAND`. */
import { overread } from './program.ts';
import { exitCodes } from './terminal/command-line.ts';

// Whoever reads the output may have enough of it, as `head` does: that is no fault of this program.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.fine);
});

await overread(process.argv.slice(2));
