/** All that can be found wrong with a training before it starts, and what it needs when nothing is. */
import { basename, resolve } from 'node:path';
import type { ModelId } from '../../domain/ids.ts';
import type { Preprocessing } from '../../domain/model-card.ts';
import { failure, success } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { createRandom } from '../../domain/random.ts';
import { networks } from '../../networks/index.ts';
import type { Network } from '../../networks/network.ts';
import { listDataset } from './list-dataset.ts';
import type { ListedDataset } from './list-dataset.ts';
import { loadDatasets } from './load-datasets.ts';
import type { LoadedDataset } from './load-datasets.ts';
import { parseModelId } from './make-card.ts';
import { parseTrainSettings, preprocessingOf } from './train-settings.ts';
import type { TrainOptions, TrainSettings } from './train-settings.ts';
import type { TrainingHooks } from './trainer.ts';
import { refuseFolder } from './write-model.ts';

export interface TrainingPlan {
  readonly options: TrainOptions;
  readonly settings: TrainSettings;
  readonly id: ModelId;
  /** Of the model, in the order of its logits. */
  readonly labels: readonly string[];
  /** Those that have an operating point: all but the one for "nothing found". */
  readonly findings: readonly string[];
  readonly spec: Preprocessing;
  readonly network: Network;
  /** First the one whose validation patients decide. */
  readonly datasets: readonly LoadedDataset[];
  readonly notes: readonly string[];
}

export async function planTraining(options: TrainOptions, hooks: TrainingHooks): Promise<Outcome<TrainingPlan>> {
  const settings = parseTrainSettings(options.settings);
  if (!settings.ok) return settings;
  const id = parseModelId(basename(resolve(options.out)));
  if (!id.ok) return id;
  const datasets = await listDatasets(options.data);
  if (!datasets.ok) return datasets;
  const labels = datasets.value[0]!.labels;
  const findings = findingsOf(labels, options.normalLabel);
  if (!findings.ok) return findings;
  const network = createNetwork(settings.value, labels.length);
  if (!network.ok) return network;
  const refusal = await refuseFolder(options.out);
  if (refusal !== null) return { ok: false, error: refusal };
  const spec = preprocessingOf(settings.value);
  const how = { spec, split: settings.value };
  const loaded = await loadDatasets(datasets.value, labels, how, { ...hooks, epochs: settings.value.epochs });
  if (!loaded.ok) return loaded;
  const parts = { options, settings: settings.value, id: id.value, labels, findings: findings.value };
  return success({ ...parts, spec, network: network.value, ...loaded.value });
}

async function listDatasets(folders: readonly string[]): Promise<Outcome<readonly ListedDataset[]>> {
  const datasets: ListedDataset[] = [];
  for (const folder of folders) {
    const dataset = await listDataset(folder);
    if (!dataset.ok) return dataset;
    datasets.push(dataset.value);
  }
  const [primary, ...others] = datasets;
  if (primary === undefined) return failure('NO_DATA', 'Name at least one folder of images to train on.');
  for (const { name, labels } of others) {
    const foreign = labels.filter((label) => !primary.labels.includes(label));
    if (foreign.length === 0) continue;
    return failure(
      'FOREIGN_LABELS',
      `"${name}" has the label ${foreign.join(', ')}, which "${primary.name}" doesn't have: give both the same labels.`,
    );
  }
  return success(datasets);
}

const usualNormalNames = /^(normal|healthy|negative|no[ _-]?findings?|none)$/i;

/** Of two labels without a usual name, the first in the alphabet stands for "nothing found". */
export function findingsOf(labels: readonly string[], normalLabel: string | undefined): Outcome<readonly string[]> {
  if (normalLabel !== undefined && !labels.includes(normalLabel)) {
    return failure(
      'NO_NORMAL_LABEL',
      `There is no label "${normalLabel}" in the data; the labels are ${labels.join(', ')}.`,
    );
  }
  const guessed = labels.find((label) => usualNormalNames.test(label)) ?? (labels.length === 2 ? labels[0] : undefined);
  return success(labels.filter((label) => label !== (normalLabel ?? guessed)));
}

function createNetwork(settings: TrainSettings, labels: number): Outcome<Network> {
  const architecture = Object.hasOwn(networks, settings.network) ? networks[settings.network] : undefined;
  if (architecture === undefined) {
    const names = Object.keys(networks).join(', ');
    return failure('NO_NETWORK', `There is no network "${settings.network}": choose one of ${names}.`);
  }
  const random = createRandom(`parameters ${settings.seed}`);
  const { size, dropout } = settings;
  try {
    return success(
      architecture.create({
        labels,
        height: size,
        width: size,
        channels: 1,
        random,
        ...(dropout !== null && { dropout }),
      }),
    );
  } catch (error) {
    return failure('BAD_SETTINGS', `${(error as Error).message}.`);
  }
}
