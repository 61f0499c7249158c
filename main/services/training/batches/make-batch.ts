/** A training batch: changed copies of the images and their soft targets. */
import { setImmediate } from 'node:timers/promises';
import type { Preprocessing } from '../../../domain/models/model-card.ts';
import type { Truth } from '../../../domain/evaluation/metrics.ts';
import type { Random } from '../../../domain/statistics/random.ts';
import { float32 } from '../../../domain/tensor.ts';
import type { Tensor } from '../../../domain/tensor.ts';
import {
  augment,
  defaultAugmentation,
  robustAugmentation,
  seedAugmentation,
} from '../../../imaging/augmentation/augment.ts';
import type { Augmentation } from '../../../imaging/augmentation/augment.ts';
import type { GreyImage } from '../../../imaging/grey-image/grey-image.ts';
import { normalise, sampleView } from '../../../imaging/preprocessing/preprocess.ts';
import type { TrainSettings } from '../../../contract/training-settings/setting-table.ts';

export interface LabelledImage {
  readonly image: GreyImage;
  /** Place in the model's list of labels; several, or none, where they may be there together. */
  readonly label: Truth;
  readonly patient: string;
}

export interface Batch {
  /** [N, channels, height, width]. */
  readonly images: Tensor;
  /** [N, labels], each row adding up to 1. */
  readonly targets: Tensor;
}

/** The same stream of random numbers gives the same batch. */
export async function makeBatch(
  samples: readonly LabelledImage[],
  options: {
    readonly labels: number;
    readonly spec: Preprocessing;
    readonly settings: TrainSettings;
    readonly random: Random;
  },
): Promise<Batch> {
  const { labels, spec, settings, random } = options;
  const change = changeOf(settings);
  const size = spec.channels * spec.height * spec.width;
  const images = new Float32Array(samples.length * size);
  const { dims, data } = targetsOf(samples, { labels, settings });
  const targets = data as Float32Array;
  for (const [i, { image }] of samples.entries()) {
    const values = change === null ? firstLook(image, spec) : augment(image, spec, change, random);
    images.set(values, i * size);
    // Messages and signals come through between images.
    await setImmediate();
  }
  if (settings.mixup > 0) {
    const share = drawBeta(settings.mixup, random);
    const partners = random.shuffle([...samples.keys()]);
    mix(images, partners, share);
    mix(targets, partners, share);
  }
  return {
    images: float32([samples.length, spec.channels, spec.height, spec.width], images),
    targets: float32(dims, targets),
  };
}

/** [N, labels]: the labels of each sample, smoothed over all labels, or over yes and no where they may be together. */
export function targetsOf(
  samples: readonly LabelledImage[],
  { labels, settings }: { readonly labels: number; readonly settings: TrainSettings },
): Tensor {
  const { labelSmoothing, loss } = settings;
  const spread = labelSmoothing / (loss === 'binary-cross-entropy' ? 2 : labels);
  const targets = new Float32Array(samples.length * labels).fill(spread);
  samples.forEach(({ label }, i) => {
    for (const one of [label].flat()) targets[i * labels + one]! += 1 - labelSmoothing;
  });
  return float32([samples.length, labels], targets);
}

/** The random changes asked for; null for none. */
export function changeOf({ augmentationKind, augmentation }: TrainSettings): Augmentation | null {
  if (augmentationKind === 'none' || augmentation === 0) return null;
  return scaleAugmentation(kinds[augmentationKind], augmentation);
}

const kinds: Readonly<Record<Exclude<TrainSettings['augmentationKind'], 'none'>, Augmentation>> = {
  radiograph: defaultAugmentation,
  robust: robustAugmentation,
  seeds: seedAugmentation,
};

/** As a validation with one view sees the image. */
export function firstLook(image: GreyImage, spec: Preprocessing): Float32Array {
  return normalise(sampleView(image, spec.views[0]!, spec), spec);
}

/** All ranges and probabilities times the factor; the zoom's in its logarithm. */
function scaleAugmentation(full: Augmentation, factor: number): Augmentation {
  const probability = (value: number): number => Math.min(1, value * factor);
  return {
    rotationDegrees: full.rotationDegrees * factor,
    shift: full.shift * factor,
    scale: [full.scale[0] ** factor, full.scale[1] ** factor],
    aspect: full.aspect * factor,
    brightness: full.brightness * factor,
    contrast: full.contrast * factor,
    gamma: full.gamma * factor,
    horizontalFlip: probability(full.horizontalFlip),
    noise: full.noise * factor,
    lowPass: probability(full.lowPass),
    erasing: probability(full.erasing),
    detail: probability(full.detail),
    tones: full.tones * factor,
    light: full.light * factor,
    compression: probability(full.compression),
    border: probability(full.border),
  };
}

/** Beta(alpha, alpha) for alpha up to 1, by Jöhnk 1964. */
function drawBeta(alpha: number, random: Random): number {
  for (;;) {
    const x = random.next() ** (1 / alpha);
    const y = random.next() ** (1 / alpha);
    if (x + y <= 1 && x + y > 0) return x / (x + y);
  }
}

/**
 * Row i becomes share · row i + (1 − share) · the row of its partner. Partners are a random permutation (as in the
 * code of Zhang et al. 2018): in a balanced batch the labels alternate, and a fixed order would pair each with another.
 */
function mix(rows: Float32Array, partners: readonly number[], share: number): void {
  const size = rows.length / partners.length;
  const before = rows.slice();
  for (const [row, partner] of partners.entries()) {
    for (let k = 0; k < size; k++) {
      const at = row * size + k;
      rows[at] = share * before[at]! + (1 - share) * before[partner * size + k]!;
    }
  }
}
