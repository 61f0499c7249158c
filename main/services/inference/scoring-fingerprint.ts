import { createHash } from 'node:crypto';
import type { ModelCard } from '../../domain/models/model-card.ts';

/** SHA-256, hexadecimal, over all that decides what the model's last layer sees of a frame. */
export function featureFingerprint({ sha256, values, preprocessing }: ModelCard): string {
  const parts = [sha256, values, { ...preprocessing, views: preprocessing.views.slice(0, 1) }];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** SHA-256, hexadecimal, over all that decides the logits of a frame: not what is made of them by calibration and thresholds. */
export function logitsFingerprint({ sha256, values, preprocessing }: ModelCard): string {
  return createHash('sha256')
    .update(JSON.stringify([sha256, values.input, values.logits, preprocessing]))
    .digest('hex');
}

/**
 * SHA-256, hexadecimal, over everything in a card that decides what its model answers, and for whom. Two predictions of a
 * frame with the same fingerprint are the same; words about the model, such as its title, don't count.
 */
export function scoringFingerprint(card: ModelCard): string {
  const { sha256, version, labels, activation, accepts, values, preprocessing, calibration, operatingPoints } = card;
  const thresholds = operatingPoints.map(({ label, threshold }) => [label, threshold]);
  const parts = [
    sha256,
    version,
    labels,
    values,
    preprocessing,
    calibration.temperature,
    thresholds,
    ...(activation ? [activation] : []),
    ...(accepts ? [accepts] : []),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
