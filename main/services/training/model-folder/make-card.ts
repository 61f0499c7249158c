/** A model's card from what its training knows. */
import type { z } from 'zod';
import { modelId } from '../../../domain/ids.ts';
import type { ModelId } from '../../../domain/ids.ts';
import { modelCardSchema } from '../../../domain/models/model-card.ts';
import type { ModelCard, Preprocessing } from '../../../domain/models/model-card.ts';
import { failure, success } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { Graph } from '../../../graph/ir/graph.ts';
import type { Network } from '../../../networks/network.ts';
import { chooseTrainable } from '../../../networks/trainable.ts';
import { describeDataset, validationCases } from '../../datasets/training-split/dataset.ts';
import type { Dataset } from '../../datasets/training-split/dataset.ts';
import type { Calibrated, ValidationMeasures } from '../validation/evaluate.ts';
import type { TrainSettings } from '../../../contract/training-settings/setting-table.ts';
import type { TrainOptions } from '../settings/train-settings.ts';
import type { Trained } from '../task/training-task.ts';

export interface CardParts {
  readonly options: TrainOptions;
  readonly settings: TrainSettings;
  readonly id: ModelId;
  /** In the order of the logits. */
  readonly labels: readonly string[];
  readonly network: Network;
  readonly datasets: readonly Dataset[];
  readonly spec: Preprocessing;
  /** The value that heatmaps are made of. */
  readonly heatmap: string | undefined;
  /** Names of the parameters that learnt. */
  readonly trainable: readonly string[];
  /** The name of the model that it began with. */
  readonly startedFrom: string | undefined;
  readonly trained: Trained;
  /** The most memory that the engine's process took, bytes. */
  readonly peakMemory: number;
  readonly calibrated: Calibrated;
  readonly evaluations: readonly ValidationMeasures[];
  /** SHA-256 of model.onnx, hexadecimal. */
  readonly sha256: string;
}

/** A folder's name as a model id. */
export function parseModelId(name: string): Outcome<ModelId> {
  const parsed = modelId.safeParse(name);
  if (parsed.success) return success(parsed.data);
  return failure('model.bad-name', { name });
}

/** Throws when the parts don't make a valid card, such as a metric that is not a number. */
export function makeCard(parts: CardParts): ModelCard {
  const { heatmap, trainable, startedFrom } = parts;
  const { options, settings, id, network, datasets, spec, trained, calibrated, evaluations, sha256 } = parts;
  const [primary] = datasets;
  return modelCardSchema.parse({
    cardVersion: 1,
    id,
    version: options.version ?? '1.0.0',
    title: options.title ?? id,
    description:
      options.description ??
      `${network.name}${startedFrom === undefined ? '' : `, begun with ${startedFrom},`} trained on ${datasets.map(({ name }) => name).join(' and ')}.`,
    intendedUse:
      options.intendedUse ??
      'A second look at images of the kind that it was trained on, for research and teaching. Not for diagnostic use.',
    limits: [...(options.limits ?? []), ...standardLimits(datasets, parts)],
    licence: options.licence ?? 'Not stated',
    labels: [...parts.labels],
    ...(settings.loss === 'binary-cross-entropy' && { activation: 'sigmoid' as const }),
    network: {
      name: network.name,
      parameters: countParameters(network.graph, allOf(network)),
      hyperParameters: { ...network.hyperParameters },
    },
    values: { input: 'image', logits: 'logits', ...(heatmap !== undefined && { heatmap }) },
    preprocessing: spec,
    calibration: {
      temperature: calibrated.temperature,
      fittedOn: `${decidingCases(primary!, settings)} of ${primary!.name}`,
    },
    operatingPoints: [...calibrated.operatingPoints],
    training: {
      command: options.command,
      seed: settings.seed,
      epochs: trained.epochs.length,
      settings: { ...settings },
      datasets: datasets.map(describeDataset),
      ...(options.recipe !== undefined && { recipe: options.recipe }),
      ...(startedFrom !== undefined && { startedFrom }),
      seconds: Math.round(trained.seconds),
      peakMemory: parts.peakMemory,
      trainedParameters: countParameters(network.graph, trainable),
    },
    metrics: evaluations.map(({ metrics }) => metrics),
    sha256,
  } satisfies z.input<typeof modelCardSchema>);
}

const unknownPatientsLimit =
  'Whose each image is was not known when it was trained and measured: a patient may be on both sides of the split, and the results may look better than they are.';

/** The cases that calibration and operating point were chosen on, as a plural. */
export function decidingCases(primary: Dataset, settings: Pick<TrainSettings, 'shiftedValidation'>): string {
  return `${validationCases(primary)}${settings.shiftedValidation ? ' and changed copies of their images' : ''}`;
}

/** The name of the changed copies, among the measured data sets. */
export const shiftedName = ({ name }: Pick<Dataset, 'name'>): string => `${name}, changed copies`;

function standardLimits(datasets: readonly Dataset[], { labels, settings }: CardParts): string[] {
  const [primary] = datasets;
  const others =
    settings.loss === 'binary-cross-entropy'
      ? 'of any other finding it says nothing'
      : 'any other finding is put under one of them';
  return [
    'Not a medical device. Its answers are a second opinion to be checked by a reader.',
    `Its threshold was chosen on ${decidingCases(primary!, settings)} of the data it was trained on (${primary!.name}); elsewhere, sensitivity and specificity will differ.`,
    `It only knows the labels ${labels.join(', ')}: ${others}.`,
    ...(datasets.every(({ splitOrigin }) => splitOrigin.ofUnknownPatients === 0) ? [] : [unknownPatientsLimit]),
  ];
}

/** The names of all parameters that layers learn; running statistics of batch normalisation are not among them. */
function allOf({ graph, blocks }: Network): readonly string[] {
  const all = chooseTrainable(graph, blocks, 'all');
  return all.ok ? all.value : [];
}

function countParameters({ initializers }: Graph, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + initializers.get(name)!.data.length, 0);
}
