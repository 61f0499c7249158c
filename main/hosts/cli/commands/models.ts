/** `overread models`: what is installed, what could not be loaded; models from elsewhere in, and out again. */
import type { Command } from 'commander';
import { loadModels } from '../../../services/models/installed-models.ts';
import { modelId } from '../../../domain/ids.ts';
import { modelPlaces, sourceResources } from '../../locations.ts';
import { CommandFault, exitCodes } from '../terminal/command-line.ts';
import { describeCombine } from './models-combine.ts';
import { describeImport } from './models-import.ts';
import { describeRegistry, withWorkstation } from './models-registry.ts';
import { formatTable } from '../terminal/table.ts';
import { sentenceOf } from '../terminal/fault-messages.ts';

export function describe(command: Command): void {
  command
    .command('list', { isDefault: true })
    .description('What is installed.')
    .option('--json', 'the model cards as JSON, one a line')
    .action(listModels);
  describeImport(command.command('import'));
  describeCombine(command.command('combine'));
  describeRegistry(command);
  command
    .command('remove')
    .description('Remove a model that was brought in. What it has said of studies stays in the casebook.')
    .argument('<id>', 'of the model')
    .option('--casebook <file>', 'whose current models stay (your own)')
    .action(removeModel);
}

async function listModels({ json }: { readonly json?: boolean }): Promise<void> {
  const { models, faults } = await loadModels(...modelPlaces(sourceResources));
  const cards = models.map(({ card }) => card);
  if (json) for (const card of cards) console.log(JSON.stringify(card));
  else {
    const header = ['model', 'version', 'labels', 'input', 'validation AUC', 'threshold'];
    const rows = cards.map((card) => [
      card.id,
      card.version,
      card.labels.join(', '),
      `${card.preprocessing.width} × ${card.preprocessing.height}`,
      card.metrics[0]?.auc.value.toFixed(4) ?? 'not measured',
      card.operatingPoints[0]?.threshold.toFixed(3) ?? 'to be trained',
    ]);
    console.log(
      cards.length > 0
        ? formatTable(header, rows)
        : 'No model is installed. Train one: npm run overread -- train --help',
    );
  }
  for (const fault of faults) console.error(sentenceOf(fault));
  if (faults.length > 0) process.exitCode = exitCodes.failed;
}

/** Only of the user's own, and not while it is current: what comes with the program stays. */
async function removeModel(id: string, { casebook }: { readonly casebook?: string }): Promise<void> {
  await withWorkstation({ ...(casebook !== undefined && { casebook }) }, async ({ registry }) => {
    const parsed = modelId.safeParse(id);
    const removed = parsed.success ? await registry.remove(parsed.data) : null;
    if (removed === null) throw new CommandFault(`“${id}” can’t be the name of a model.`);
    if (!removed.ok) throw new CommandFault(sentenceOf(removed.error));
    console.log(`The model "${id}" was removed.`);
  });
}
