/** All that can be found wrong with a training before it starts, and what it needs when nothing is. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ModelId } from '../../domain/ids.ts';
import { failure, success } from '../../domain/outcome.ts';
import type { Fault, Outcome } from '../../domain/outcome.ts';
import { UnsupportedOperatorError } from '../../graph/gradients.ts';
import { toCanonical } from '../../graph/canonical.ts';
import type { Graph } from '../../graph/graph.ts';
import { normalisationOfOne } from '../../graph/training-form.ts';
import { buildTrainingGraph } from '../../graph/training-graph.ts';
import { UnsupportedGraph } from '../../graph/unsupported-graph.ts';
import { openBaseModel } from './base-model.ts';
import type { BaseModel } from './base-model.ts';
import { openCheckpoints } from './checkpoint.ts';
import type { Checkpoints } from './checkpoint.ts';
import { chooseLabels } from './choose-labels.ts';
import type { ChosenLabels } from './choose-labels.ts';
import { classWeightsOf } from './class-weights.ts';
import { describeDataset } from './dataset.ts';
import { limitEntries } from './limit-entries.ts';
import { listDataset } from './list-dataset.ts';
import type { ListedDataset } from './list-dataset.ts';
import { loadDatasets } from './load-datasets.ts';
import type { LoadedDataset } from './load-datasets.ts';
import { parseModelId } from './make-card.ts';
import { planNetwork } from './plan-network.ts';
import type { PlannedNetwork } from './plan-network.ts';
import { readRecipe } from './recipes.ts';
import { parseTrainSettings } from './train-settings.ts';
import type { GivenSettings, TrainOptions, TrainSettings } from './train-settings.ts';
import type { TrainingHooks } from './trainer.ts';
import { CheckpointError } from './training-errors.ts';
import { refuseFolder } from './write-model.ts';

export interface TrainingPlan extends PlannedNetwork, ChosenLabels {
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
}

export async function planTraining(options: TrainOptions, hooks: TrainingHooks): Promise<Outcome<TrainingPlan>> {
  const given = await givenSettings(options);
  if (!given.ok) return given;
  const parsed = parseTrainSettings(given.value);
  if (!parsed.ok) return parsed;
  const settings = parsed.value;
  const id = parseModelId(basename(resolve(options.out)));
  if (!id.ok) return id;
  const listed = await listDatasets(options.data);
  if (!listed.ok) return listed;
  const base =
    options.from === undefined ? success(null) : await openBaseModel(options.from, options.modelPlaces ?? []);
  if (!base.ok) return base;
  const isMultiLabel = settings.loss === 'binary-cross-entropy';
  const chosen = chooseLabels(listed.value, settings, options, base.value);
  if (!chosen.ok) return chosen;
  const { labels, findings } = chosen.value;
  const isNetworkNamed = given.value.network !== undefined;
  const network = planNetwork({ settings, labels, base: base.value, isNetworkNamed });
  if (!network.ok) return network;
  const refusal = (await refuseFolder(options.out)) ?? refuseGraph(network.value, settings);
  if (refusal !== null) return { ok: false, error: refusal };
  const limited = listed.value.map((each) => limitEntries(each, settings));
  const how = { spec: network.value.spec, split: settings, isMultiLabel };
  const loaded = await loadDatasets(limited, labels, how, { ...hooks, epochs: settings.epochs });
  if (!loaded.ok) return loaded;
  const { datasets, notes } = loaded.value;
  const parts = { options, settings, id: id.value, labels, findings, datasets };
  const checkpoints = await findCheckpoints(
    options,
    fingerprintOf({ ...parts, network: network.value, base: base.value }),
  );
  if (!checkpoints.ok) return checkpoints;
  const classWeights = classWeightsOf(parts);
  if (!classWeights.ok) return classWeights;
  return success({
    ...network.value,
    ...parts,
    classWeights: classWeights.value,
    notes: [...network.value.notes, ...notes],
    checkpoints: checkpoints.value,
    startedFrom: base.value?.name,
  });
}

/** The recipe's, and over them those of the person. */
async function givenSettings({ recipe, settings = {} }: TrainOptions): Promise<Outcome<GivenSettings>> {
  if (recipe === undefined) return success(settings);
  const read = await readRecipe(recipe);
  if (!read.ok) return read;
  const own = Object.entries(settings).filter(([, value]) => value !== undefined);
  return success({ ...read.value.settings, ...(Object.fromEntries(own) as GivenSettings) });
}

/** What can't be differentiated is told before hours of reading and computing. */
function refuseGraph({ network, trainable }: PlannedNetwork, settings: TrainSettings): Fault | null {
  try {
    const refusal = refuseLoneImages(network.graph, trainable, settings);
    if (refusal !== null) return refusal;
    buildTrainingGraph(network.graph, {
      logits: 'logits',
      trainable,
      optimiser: { kind: 'sgd', momentum: 0, weightDecay: 0 },
      batchNorm: settings.batchNorm,
      ema: false,
    });
    return null;
  } catch (error) {
    if (error instanceof UnsupportedOperatorError) {
      const userMessage = `${error.message}. Train only what lies behind it: --train head, last-N-blocks or names.`;
      return { code: 'NOT_DIFFERENTIABLE', userMessage };
    }
    if (!(error instanceof UnsupportedGraph)) throw error;
    return { code: 'MODEL_UNUSABLE', userMessage: `The network can't be trained. ${error.message}.` };
  }
}

/** Of one image that is one pixel by then, a normalisation has no statistics: its running ones would be lost. */
function refuseLoneImages(
  graph: Graph,
  trainable: readonly string[],
  { batch, accumulate, batchNorm }: TrainSettings,
): Fault | null {
  if (batchNorm === 'frozen' || batch >= 2 * accumulate) return null;
  const name = normalisationOfOne(toCanonical(graph, ['logits', ...trainable]), trainable);
  if (name === null) return null;
  const advice = 'more images at once (--batch, --accumulate), a larger --size, or --batch-norm frozen';
  const userMessage = `The normalisation "${name}" would see one number of each channel at a time: take ${advice}.`;
  return { code: 'BAD_SETTINGS', userMessage };
}

/** Beside the target, hidden, so that nobody takes it for a model. */
async function findCheckpoints(options: TrainOptions, training: string): Promise<Outcome<Checkpoints>> {
  const target = resolve(options.out);
  const folder = join(dirname(target), `.${basename(target)}.training`);
  const everyMs = 60_000 * (options.checkpointMinutes ?? Infinity);
  try {
    if (options.restart === true) await rm(folder, { recursive: true, force: true });
    return success(await openCheckpoints({ folder, training, everyMs }));
  } catch (error) {
    if (error instanceof CheckpointError) return failure('OTHER_TRAINING', error.message);
    throw error;
  }
}

interface Deciding extends ChosenLabels {
  readonly settings: TrainSettings;
  readonly datasets: readonly LoadedDataset[];
  readonly network: PlannedNetwork;
  readonly base: BaseModel | null;
}

/** Of all that decides the result of a training. */
function fingerprintOf({ settings, labels, findings, datasets, network, base }: Deciding): string {
  const data = datasets.map(({ dataset }) => describeDataset(dataset).fingerprint);
  const { spec, trainable } = network;
  const of = { labels, findings, data, base: base?.sha256 };
  const all = { settings, ...of, spec, network: network.network.name, trainable };
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
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
