/**
 * A Markdown table of trained models: `node scripts/model-figures/tabulate-models.ts FOLDER…`, each with card.json and curves.csv.
 * The losses are those of the first and the last epoch on training images.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { modelCardSchema } from '../../main/domain/models/model-card.ts';
import type { Estimate } from '../../main/domain/statistics/estimate.ts';

const header = ['recipe', 'images', 'epochs', 'loss', 'AUC on validation patients', 'learnt', 'time', 'memory'];

/** Three digits, and the 95 % interval. */
const rate = ({ value, interval95: [low, high] }: Estimate): string =>
  `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;

const minutes = (seconds: number): string => `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;

const millions = (count: number): string => (count / 1e6).toFixed(count < 1e6 ? 2 : 1);

function rowOf(folder: string): string[] {
  const { training, metrics, network } = modelCardSchema.parse(read(folder, 'card.json', JSON.parse));
  const epochs = read(folder, 'curves.csv', (text) => parse(text, { columns: true })) as { trainingLoss: string }[];
  const [metric] = metrics;
  if (training === null || metric === undefined) throw new Error(`${folder} holds no model of a training`);
  const images = training.datasets[0]!.splits.find(({ split }) => split === 'train')!.images;
  const losses = [epochs[0]!, epochs.at(-1)!].map(({ trainingLoss }) => Number(trainingLoss).toFixed(3));
  return [
    training.recipe ?? network.name,
    `${images} and ${metric.auc.n}`,
    String(epochs.length),
    losses.join(' → '),
    rate(metric.auc),
    `${millions(training.trainedParameters ?? network.parameters)} of ${millions(network.parameters)} M`,
    training.seconds === undefined ? '' : minutes(training.seconds),
    training.peakMemory === undefined ? '' : `${(training.peakMemory / 2 ** 30).toFixed(1)} GiB`,
  ];
}

function read<T>(folder: string, name: string, parseText: (text: string) => T): T {
  return parseText(readFileSync(join(folder, name), 'utf8'));
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const rows = process.argv.slice(2).map(rowOf);
console.log([line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n'));
