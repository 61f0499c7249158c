/** Trains as its argument says, in a process that a test can kill, and prints each progress as a line. */
import { createLocalEngine } from '../../main/runtime/local/local-engine.ts';
import { decoder } from './decoder.ts';
import { trainModel } from '../../main/services/training/train-model.ts';
import type { TrainOptions } from '../../main/services/training/settings/train-settings.ts';
import { sentenceOf } from '../../main/contract/messages/message-sentences.ts';

const engine = await createLocalEngine({ threads: 1 });
const outcome = await trainModel(JSON.parse(process.argv[2]!) as TrainOptions, {
  engine,
  decoder,
  onProgress: ({ phase, epoch, done }) => process.stdout.write(`${phase} ${epoch} ${done}\n`),
});
process.stdout.write(outcome.ok ? 'ended\n' : sentenceOf(outcome.error));
await engine.close();
