/** A training batch: changed copies of the images and their soft targets. */
import { setImmediate } from 'node:timers/promises';
import type { Preprocessing } from '../../domain/model-card.ts';
import type { Random } from '../../domain/random.ts';
import { float32 } from '../../domain/tensor.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { augment, defaultAugmentation } from '../../imaging/augment.ts';
import type { Augmentation } from '../../imaging/augment.ts';
import type { GreyImage } from '../../imaging/grey-image.ts';
import type { TrainSettings } from './train-settings.ts';

export interface LabelledImage {
  readonly image: GreyImage;
  /** Place in the model's list of labels. */
  readonly label: number;
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
  const strength = scaleAugmentation(defaultAugmentation, settings.augmentation);
  const size = spec.channels * spec.height * spec.width;
  const images = new Float32Array(samples.length * size);
  const targets = new Float32Array(samples.length * labels).fill(settings.labelSmoothing / labels);
  for (const [i, { image, label }] of samples.entries()) {
    images.set(augment(image, spec, strength, random), i * size);
    targets[i * labels + label]! += 1 - settings.labelSmoothing;
    // Messages and signals come through between images.
    await setImmediate();
  }
  if (settings.mixup > 0) {
    const share = drawBeta(settings.mixup, random);
    mixWithReverse(images, size, share);
    mixWithReverse(targets, labels, share);
  }
  return {
    images: float32([samples.length, spec.channels, spec.height, spec.width], images),
    targets: float32([samples.length, labels], targets),
  };
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

/** Row i becomes share · row i + (1 − share) · the i-th row from the end. */
function mixWithReverse(rows: Float32Array, size: number, share: number): void {
  const count = rows.length / size;
  for (let i = 0; i < Math.floor(count / 2); i++) {
    for (let k = 0; k < size; k++) {
      const [a, b] = [i * size + k, (count - 1 - i) * size + k];
      const [first, second] = [rows[a]!, rows[b]!];
      rows[a] = share * first + (1 - share) * second;
      rows[b] = share * second + (1 - share) * first;
    }
  }
}
