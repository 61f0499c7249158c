/** Logits of a model to the probabilities and findings that its card makes of them. */
import { activate } from '../statistics/activation.ts';
import type { Finding } from '../studies/study.ts';
import type { ModelCard } from './model-card.ts';

/** The part of a card that decides the probabilities. */
type Calibrated = Pick<ModelCard, 'activation' | 'calibration'>;

/** Calibrated probabilities (Guo et al. 2017), in the order of the logits. */
export function probabilitiesOf(
  { activation = 'softmax', calibration }: Calibrated,
  logits: readonly number[],
): number[] {
  return activate(logits, activation, calibration.temperature);
}

/** The calibrated probability of one of the card's labels; NaN for a label that the card lacks. */
export function probabilityOf(
  card: Calibrated & Pick<ModelCard, 'labels'>,
  logits: readonly number[],
  label: string,
): number {
  return probabilitiesOf(card, logits)[card.labels.indexOf(label)] ?? Number.NaN;
}

/** The labels that have an operating point, judged by the first one of each label. */
export function findingsOf(card: ModelCard, logits: readonly number[]): Finding[] {
  const probabilities = probabilitiesOf(card, logits);
  return card.labels.flatMap((label, index) => {
    const point = card.operatingPoints.find((each) => each.label === label);
    const probability = probabilities[index];
    if (point === undefined || probability === undefined) return [];
    const positive = probability >= point.threshold;
    return [{ model: card.id, label, probability, threshold: point.threshold, positive, flags: [] }];
  });
}
