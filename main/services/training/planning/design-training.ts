/** All that settings, data and a model to begin with decide before any image is read. */
import { basename, resolve } from 'node:path';
import type { ModelId } from '../../../domain/ids.ts';
import { failure, success } from '../../../domain/outcome.ts';
import { faultOf, type Fault } from '../../../domain/faults/fault.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { createRandom, zeros } from '../../../domain/statistics/random.ts';
import { toCanonical } from '../../../graph/canonical/to-canonical.ts';
import { UnsupportedOperatorError } from '../../../graph/autodiff/differentiate.ts';
import type { Graph } from '../../../graph/ir/graph.ts';
import { normalisationOfOne } from '../../../graph/training/training-form.ts';
import { buildTrainingGraph } from '../../../graph/training/training-graph.ts';
import { UnsupportedGraph } from '../../../graph/ir/unsupported-graph.ts';
import { listForLearning } from '../../datasets/training-split/learning-list.ts';
import type { ListedDataset } from '../../datasets/training-split/learning-list.ts';
import { openBaseModel } from './base-model.ts';
import type { BaseModel } from './base-model.ts';
import { chooseLabels } from './choose-labels.ts';
import type { ChosenLabels } from './choose-labels.ts';
import { limitEntries } from './limit-entries.ts';
import { parseModelId } from '../model-folder/make-card.ts';
import { planNetwork } from './plan-network.ts';
import type { PlannedNetwork } from './plan-network.ts';
import { readRecipe } from '../settings/recipes.ts';
import { parseTrainSettings } from '../settings/train-settings.ts';
import type { GivenSettings, TrainSettings } from '../../../contract/training-settings/setting-table.ts';
import type { TrainOptions } from '../settings/train-settings.ts';

export interface TrainingDesign extends ChosenLabels {
  readonly settings: TrainSettings;
  /** Names of the settings that neither the person nor the recipe gave. */
  readonly defaults: readonly string[];
  readonly id: ModelId;
  /** First the one whose validation patients decide. */
  readonly listed: readonly ListedDataset[];
  readonly base: BaseModel | null;
  readonly network: PlannedNetwork;
}

/** @param purpose a sketch has zeros for its first values, which a large network has in a twentieth of the time. */
export async function designTraining(
  options: TrainOptions,
  purpose: 'training' | 'sketch' = 'training',
): Promise<Outcome<TrainingDesign>> {
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
  const chosen = chooseLabels(listed.value, settings, options, base.value);
  if (!chosen.ok) return chosen;
  const { labels } = chosen.value;
  const random = purpose === 'sketch' ? zeros : createRandom(`parameters ${settings.seed}`);
  const isNetworkNamed = given.value.network !== undefined;
  const network = planNetwork({ settings, labels, base: base.value, isNetworkNamed, random });
  if (!network.ok) return network;
  const refusal = refuseGraph(network.value, settings);
  if (refusal !== null) return { ok: false, error: refusal };
  return success({
    ...chosen.value,
    settings,
    defaults: Object.keys(settings).filter((name) => given.value[name as keyof TrainSettings] === undefined),
    id: id.value,
    listed: listed.value.map((each) => limitEntries(each, settings)),
    base: base.value,
    network: network.value,
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

/** Finds out that a graph can't be differentiated before hours of reading and computing. */
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
      return faultOf('training.not-differentiable', { operator: error.op, node: error.node }, error);
    }
    if (!(error instanceof UnsupportedGraph)) throw error;
    return faultOf('training.network-unusable', { reason: error.reason }, error);
  }
}

/**
 * Refuses steps of one image that is one pixel by then: a normalisation has no statistics of it, and its running ones
 * would be lost.
 */
function refuseLoneImages(
  graph: Graph,
  trainable: readonly string[],
  { batch, accumulate, batchNorm }: TrainSettings,
): Fault | null {
  if (batchNorm === 'frozen' || batch >= 2 * accumulate) return null;
  const name = normalisationOfOne(toCanonical(graph, ['logits', ...trainable]), trainable);
  if (name === null) return null;
  return faultOf('training.lone-images', { layer: name });
}

async function listDatasets(data: TrainOptions['data']): Promise<Outcome<readonly ListedDataset[]>> {
  const datasets: ListedDataset[] = [];
  for (const each of data) {
    const dataset = typeof each === 'string' ? await listForLearning(each) : success(each);
    if (!dataset.ok) return dataset;
    datasets.push(dataset.value);
  }
  const [primary, ...others] = datasets;
  if (primary === undefined) return failure('training.no-data', {});
  for (const { name, labels } of others) {
    const foreign = labels.filter((label) => !primary.labels.includes(label));
    if (foreign.length === 0) continue;
    return failure('training.foreign-labels', { dataset: name, labels: foreign, primary: primary.name });
  }
  return success(datasets);
}
