/** `overread models`: what is installed, and what could not be loaded. */
import type { Command } from 'commander';
import { loadModels } from '../../services/model-registry.ts';
import { modelsIn, sourceResources } from '../locations.ts';
import { exitCodes } from './common.ts';
import { formatTable } from './table.ts';

export function describe(command: Command): void {
  command.option('--json', 'the model cards as JSON, one a line').action(listModels);
}

async function listModels({ json }: { readonly json?: boolean }): Promise<void> {
  const { models, faults } = await loadModels(modelsIn(sourceResources));
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
      card.operatingPoints[0]?.threshold.toFixed(3) ?? '',
    ]);
    console.log(
      cards.length > 0
        ? formatTable(header, rows)
        : 'No model is installed. Train one: npm run overread -- train --help',
    );
  }
  for (const fault of faults) console.error(fault.userMessage);
  if (faults.length > 0) process.exitCode = exitCodes.failed;
}
