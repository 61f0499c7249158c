/** The card of a model that was made of others. */
import type { z } from 'zod';
import type { ModelId } from '../../domain/ids.ts';
import { modelCardSchema } from '../../domain/models/model-card.ts';
import type { ModelCard, Preprocessing } from '../../domain/models/model-card.ts';
import type { Calibrated, ValidationMeasures } from '../training/validation/evaluate.ts';
import type { CombineOptions } from './combine-options.ts';

/** The members' cards. */
type Cards = readonly [ModelCard, ...ModelCard[]];

interface Parts {
  readonly id: ModelId;
  readonly cards: Cards;
  /** The value that heatmaps are made of. */
  readonly heatmap: string | undefined;
  readonly spec: Preprocessing;
  /** The cases that calibration and operating point were chosen on. */
  readonly fittedOn: string;
  readonly calibrated: Calibrated;
  readonly evaluations: readonly ValidationMeasures[];
  /** SHA-256 of model.onnx, hexadecimal. */
  readonly sha256: string;
}

export function makeCombinedCard(options: CombineOptions, parts: Parts): ModelCard {
  const { id, cards, heatmap, spec, fittedOn, calibrated, evaluations, sha256 } = parts;
  const [first] = cards;
  return modelCardSchema.parse({
    cardVersion: 1,
    id,
    version: options.version ?? '1.0.0',
    title: options.title ?? id,
    description: options.description ?? descriptionOf(cards),
    intendedUse: options.intendedUse ?? first.intendedUse,
    limits: [...(options.limits ?? []), ...standardLimits(first, fittedOn)],
    licence: options.licence ?? first.licence,
    labels: first.labels,
    network: networkOf(cards),
    values: { input: 'image', logits: 'logits', ...(heatmap !== undefined && { heatmap }) },
    preprocessing: spec,
    calibration: { temperature: calibrated.temperature, fittedOn },
    operatingPoints: [...calibrated.operatingPoints],
    training: trainingOf(options, cards),
    metrics: evaluations.map(({ metrics }) => metrics),
    sha256,
  } satisfies z.input<typeof modelCardSchema>);
}

function descriptionOf(cards: Cards): string {
  const names = cards.map(({ id, version }) => `${id} ${version}`).join(' and ');
  return cards.length === 1 ? `${names}, calibrated anew.` : `The mean of ${names}.`;
}

function networkOf(cards: Cards): ModelCard['network'] {
  const [first, ...others] = cards;
  if (others.length === 0) return first.network;
  const names = cards.map(({ network }) => network.name);
  return {
    name: `mean of ${countedNames(names)}`,
    parameters: cards.reduce((sum, { network }) => sum + network.parameters, 0),
    hyperParameters: { members: cards.map(({ network: { name, hyperParameters } }) => ({ name, ...hyperParameters })) },
  };
}

/** The members' trainings, together; null where none was trained here. */
function trainingOf({ command }: CombineOptions, cards: Cards): ModelCard['training'] {
  const trainings = cards.flatMap(({ training }) => (training === null ? [] : [training]));
  if (trainings.length === 0) return null;
  const datasets = trainings.flatMap((training) => training.datasets);
  const ofEach = new Map(datasets.map((dataset) => [dataset.fingerprint, dataset]));
  return {
    command: [...trainings.map((training) => training.command), command].join(' && '),
    seed: trainings[0]!.seed,
    epochs: trainings.reduce((sum, { epochs }) => sum + epochs, 0),
    settings: { members: trainings.map(({ settings }) => settings) },
    seconds: trainings.reduce((sum, { seconds = 0 }) => sum + seconds, 0),
    datasets: [...ofEach.values()],
  };
}

function standardLimits({ labels }: ModelCard, fittedOn: string): string[] {
  return [
    'Not a medical device. Its answers are a second opinion to be checked by a reader.',
    `Its threshold was chosen on ${fittedOn}; elsewhere, sensitivity and specificity will differ.`,
    `It only knows the labels ${labels.join(', ')}: any other finding is put under one of them.`,
  ];
}

/** `3 × compact-resnet, vit` */
function countedNames(names: readonly string[]): string {
  return [...Map.groupBy(names, (name) => name)]
    .map(([name, same]) => (same.length === 1 ? name : `${same.length} × ${name}`))
    .join(', ');
}
