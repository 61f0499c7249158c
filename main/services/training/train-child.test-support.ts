/** Trains as its argument says, in a process that a test can kill, and prints each progress as a line. */
import { createLocalEngine } from '../../runtime/local-engine.ts';
import { trainModel } from './train-model.ts';
import type { TrainOptions } from './train-settings.ts';

const engine = await createLocalEngine({ threads: 1 });
const outcome = await trainModel(JSON.parse(process.argv[2]!) as TrainOptions, {
  engine,
  onProgress: ({ phase, epoch, done }) => process.stdout.write(`${phase} ${epoch} ${done}\n`),
});
process.stdout.write(outcome.ok ? 'ended\n' : outcome.error.userMessage);
await engine.close();
