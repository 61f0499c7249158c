/** `overread models combine`: one model calibrated anew, or the mean of several as one. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { measuredOf } from '../terminal/card-summary.ts';
import { collect, MisuseFault, commandLineAsTyped, exitCodes } from '../terminal/command-line.ts';
import { sentenceOf } from '../terminal/messages.ts';
import { followJob } from '../terminal/follow-job.ts';
import { listenForInterruption } from '../terminal/interruption.ts';
import { modelReferenceOf } from '../terminal/model-names.ts';
import { showProgress } from '../terminal/progress.ts';
import { registerFolders } from '../terminal/registered-dataset.ts';
import { withSession } from '../terminal/session.ts';

interface CombineFlags {
  readonly data?: readonly string[];
  readonly out: string;
  readonly shiftedValidation?: boolean;
  readonly sensitivity: number;
  readonly title?: string;
  readonly modelVersion?: string;
  readonly description?: string;
  readonly intendedUse?: string;
  readonly limit?: string[];
  readonly licence?: string;
  readonly casebook?: string;
}

export function describeCombine(command: Command): void {
  command
    .description('Calibrate a model anew, or make one of several: the mean of what they say.')
    .argument('<models...>', 'folders, or names of installed models')
    .requiredOption('--data <folder>', 'its validation patients decide; repeatable, others are measured too', collect)
    .requiredOption('--out <folder>', 'the new model’s folder; its name becomes its id')
    .option(
      '--shifted-validation',
      'calibrate and choose the threshold also on changed copies of the validation images',
    )
    .option('--sensitivity <n>', 'that the operating point reaches', Number, 0.95)
    .option('--title <text>', 'of the model card')
    .option('--model-version <number>', 'of the model card')
    .option('--description <text>', 'of the model card')
    .option('--intended-use <text>', 'of the model card')
    .option('--limit <text>', 'that only a person knows, such as the age of the patients; repeatable', collect)
    .option('--licence <text>', 'of the model card')
    .option('--casebook <file>', 'another casebook than your own; it keeps the datasets and their audits')
    .action(combine);
}

async function combine(names: readonly string[], flags: CombineFlags): Promise<void> {
  const { data = [], out, modelVersion: version, limit: limits, casebook, ...how } = flags;
  if (!(how.sensitivity >= 0.5 && how.sensitivity <= 1))
    throw new MisuseFault('The sensitivity lies between 0.5 and 1.');
  const models = await Promise.all(names.map(modelReferenceOf));
  const folder = resolve(out);
  const progress = showProgress('images');
  using interruption = listenForInterruption(() => progress.say('Stopping.'));
  const following = { progress, signal: interruption.signal };
  await withSession({ casebook, provider: 'cpu' }, async ({ client }) => {
    const datasets = await registerFolders(client, data, following);
    const request = { ...how, models, folder, version, limits, command: commandLineAsTyped() };
    const job =
      datasets && (await followJob(client, () => client.registry.combine({ ...request, datasets }), following));
    if (job?.state !== 'done') {
      process.exitCode = exitCodes.interrupted;
      return;
    }
    for (const note of job.notes ?? []) console.error(sentenceOf(note));
    const card = await client.models.card({ model: { folder } });
    console.log([...measuredOf(card), `The model lies in ${folder}.`].join('\n'));
  });
}
