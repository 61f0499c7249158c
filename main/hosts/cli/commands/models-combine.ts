/** `overread models combine`: one model calibrated anew, or the mean of several as one. */
import type { Command } from 'commander';
import { startEngine } from '../../../runtime/process/engine-process.ts';
import { combineModels } from '../../../services/model-ensembles/combine-models.ts';
import type { CombineOptions } from '../../../services/model-ensembles/combine-options.ts';
import { modelPlaces, sourceResources } from '../../locations.ts';
import { measuredOf } from '../terminal/card-summary.ts';
import { collect, CommandFault, commandLineAsTyped } from '../terminal/command-line.ts';
import { listenForInterruption } from '../terminal/interruption.ts';
import { showProgress } from '../terminal/progress.ts';
import { sentenceOf } from '../terminal/fault-messages.ts';

type Words = Pick<CombineOptions, 'title' | 'description' | 'intendedUse' | 'licence'>;

interface CombineFlags extends Words {
  readonly data?: readonly string[];
  readonly out: string;
  readonly shiftedValidation?: boolean;
  readonly sensitivity: number;
  readonly modelVersion?: string;
  readonly limit?: readonly string[];
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
    .action(combine);
}

async function combine(models: readonly string[], flags: CombineFlags): Promise<void> {
  const { data = [], out, shiftedValidation = false, sensitivity, modelVersion, limit, ...given } = flags;
  if (!(sensitivity >= 0.5 && sensitivity <= 1)) throw new CommandFault('The sensitivity lies between 0.5 and 1.');
  const { title, description, intendedUse, licence } = given;
  const words = { title, description, intendedUse, licence, version: modelVersion, limits: limit };
  const how = {
    shiftedValidation,
    sensitivity,
    command: commandLineAsTyped(),
    modelPlaces: modelPlaces(sourceResources),
  };
  const progress = showProgress('images');
  using interruption = listenForInterruption(() => progress.say('Stopping.'));
  const engine = await startEngine({ provider: 'cpu' });
  try {
    const onRead = (done: number): void => progress.update(done, null, 'read');
    const outcome = await combineModels(
      { models, data, out, ...how, ...words },
      { engine, onRead, signal: interruption.signal },
    );
    progress.stop();
    if (!outcome.ok) throw new CommandFault(sentenceOf(outcome.error));
    const { card, folder, notes } = outcome.value;
    for (const note of notes) console.error(note);
    console.log([...measuredOf(card), `The model lies in ${folder}.`].join('\n'));
  } finally {
    await engine.close();
  }
}
