/** `overread models`: what is installed, what could not be loaded; models from elsewhere in, and out again. */
import type { Command } from 'commander';
import type { InstalledCard } from '../../../contract/contract.ts';
import type { ModelCard } from '../../../domain/models/model-card.ts';
import { exitCodes, MisuseFault } from '../terminal/command-line.ts';
import { modelIdOf } from '../terminal/model-names.ts';
import { withSession } from '../terminal/session.ts';
import { formatTable } from '../terminal/table.ts';
import { describeCombine } from './models-combine.ts';
import { describeImport } from './models-import.ts';
import { describeRegistry } from './models-registry.ts';

export function describe(command: Command): void {
  command
    .command('list', { isDefault: true })
    .description('What is installed.')
    .option('--json', 'the model cards as JSON, one a line')
    .option('--casebook <file>', 'whose thresholds are shown (your own)')
    // An unknown command comes here, as this one is taken where none is named.
    .allowExcessArguments()
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

async function listModels(
  flags: { readonly json?: boolean; readonly casebook?: string },
  { args: [unknown] }: Command,
): Promise<void> {
  if (unknown !== undefined)
    throw new MisuseFault(`There is no command “models ${unknown}”. See overread models --help.`);
  await withSession(flags, async ({ client, modelFaults }) => {
    const cards = (await client.models.list()).map(cardOf);
    if (flags.json) for (const card of cards) console.log(JSON.stringify(card));
    else
      console.log(
        cards.length > 0 ? tableOf(cards) : 'No model is installed. Train one: npm run overread -- train --help',
      );
    if (modelFaults.length > 0) process.exitCode = exitCodes.failed;
  });
}

/** The model card alone, as its file has it. */
function cardOf(installed: InstalledCard): ModelCard {
  const { scoringFingerprint: _fingerprint, state: _state, ...card } = installed;
  return card;
}

function tableOf(cards: readonly ModelCard[]): string {
  const rows = cards.map((card) => [
    card.id,
    card.version,
    card.labels.join(', '),
    `${card.preprocessing.width} × ${card.preprocessing.height}`,
    card.metrics[0]?.auc.value.toFixed(4) ?? 'not measured',
    card.operatingPoints[0]?.threshold.toFixed(3) ?? 'to be trained',
  ]);
  return formatTable(['model', 'version', 'labels', 'input', 'validation AUC', 'threshold'], rows);
}

/** Only of the user's own, and not while it is current: what comes with the program stays. */
async function removeModel(id: string, flags: { readonly casebook?: string }): Promise<void> {
  const model = modelIdOf(id);
  await withSession(flags, async ({ client }) => {
    await client.registry.remove({ model });
    console.log(`The model “${id}” was removed.`);
  });
}
