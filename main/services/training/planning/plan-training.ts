/** All that can be found wrong with a training before it starts, and what it needs when nothing is. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ModelId } from '../../../domain/ids.ts';
import { canScreen } from '../../../domain/models/model-card.ts';
import { FaultError } from '../../../domain/faults/fault.ts';
import { success } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { Decoder } from '../../decoding/decoder.ts';
import { describeDataset } from '../../datasets/training-split/dataset.ts';
import type { BaseModel } from './base-model.ts';
import { openCheckpoints } from '../loop/checkpoint.ts';
import type { Checkpoints } from '../loop/checkpoint.ts';
import type { ChosenLabels } from './choose-labels.ts';
import { classWeightsOf } from '../batches/class-weights.ts';
import { designTraining } from './design-training.ts';
import { loadDatasets } from '../batches/load-datasets.ts';
import type { LoadedDataset } from '../batches/load-datasets.ts';
import type { PlannedNetwork } from './plan-network.ts';
import type { Beginning } from '../model-folder/seen-images.ts';
import type { TrainSettings } from '../../../contract/training-settings/setting-table.ts';
import type { TrainOptions } from '../settings/train-settings.ts';
import type { TrainingHooks } from '../loop/trainer.ts';
import { refuseFolder } from '../model-folder/write-model.ts';

export interface PreparedTraining extends PlannedNetwork, ChosenLabels {
  readonly options: TrainOptions;
  readonly settings: TrainSettings;
  readonly id: ModelId;
  /** One factor a label, for the loss. */
  readonly classWeights: readonly number[] | undefined;
  /** First the one whose validation patients decide. */
  readonly datasets: readonly LoadedDataset[];
  readonly checkpoints: Checkpoints;
  /** The name of the model that it began with. */
  readonly startedFrom: string | undefined;
  /** That model, where it knew findings already; null for general weights and for none. */
  readonly beginning: Beginning | null;
}

export async function planTraining(
  options: TrainOptions,
  hooks: Pick<TrainingHooks, 'onProgress' | 'signal'> & { readonly decoder: Decoder },
): Promise<Outcome<PreparedTraining>> {
  const designed = await designTraining(options);
  if (!designed.ok) return designed;
  const { settings, id, labels, findings, base, network, listed } = designed.value;
  const refusal = await refuseFolder(options.out);
  if (refusal !== null) return { ok: false, error: refusal };
  const isMultiLabel = settings.loss === 'binary-cross-entropy';
  const how = { spec: network.spec, split: settings, isMultiLabel };
  const loaded = await loadDatasets(listed, labels, how, { ...hooks, epochs: settings.epochs });
  if (!loaded.ok) return loaded;
  const { datasets, notes } = loaded.value;
  const parts = { options, settings, id, labels, findings, datasets };
  const checkpoints = await findCheckpoints(options, fingerprintOf({ ...parts, network, base }));
  if (!checkpoints.ok) return checkpoints;
  const truths = datasets.flatMap(({ images }) => images.train.map(({ label }) => label));
  const classWeights = classWeightsOf({ ...parts, truths });
  if (!classWeights.ok) return classWeights;
  return success({
    ...network,
    ...parts,
    classWeights: classWeights.value,
    notes: [...network.notes, ...notes],
    checkpoints: checkpoints.value,
    startedFrom: base?.name,
    beginning: base != null && base.card !== null && canScreen(base.card) ? base : null,
  });
}

/** Beside the target, hidden, so that nobody takes it for a model. */
export function checkpointFolderOf(out: string): string {
  const target = resolve(out);
  return join(dirname(target), `.${basename(target)}.training`);
}

async function findCheckpoints(options: TrainOptions, training: string): Promise<Outcome<Checkpoints>> {
  const folder = checkpointFolderOf(options.out);
  const everyMs = 60_000 * (options.checkpointMinutes ?? Infinity);
  try {
    if (options.restart === true) await rm(folder, { recursive: true, force: true });
    return success(await openCheckpoints({ folder, training, everyMs }));
  } catch (error) {
    if (error instanceof FaultError) return { ok: false, error: error.fault };
    throw error;
  }
}

interface Deciding extends ChosenLabels {
  readonly settings: TrainSettings;
  readonly datasets: readonly LoadedDataset[];
  readonly network: PlannedNetwork;
  readonly base: BaseModel | null;
}

/** The fingerprint of all that decides the result of a training. */
function fingerprintOf({ settings, labels, findings, datasets, network, base }: Deciding): string {
  const data = datasets.map(({ dataset }) => describeDataset(dataset).fingerprint);
  const { spec, trainable } = network;
  const of = { labels, findings, data, base: base?.sha256 };
  const all = { settings, ...of, spec, network: network.network.name, trainable };
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}
