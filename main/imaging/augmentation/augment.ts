import type { Preprocessing } from '../../domain/models/model-card.ts';
import { createRandom, type Random } from '../../domain/statistics/random.ts';
import { resize, sampleAffine, type Affine, type GreyImage } from '../grey-image/grey-image.ts';
import { bendTones, changeDetail, compress, coverSide, lightUnevenly } from './picture-changes.ts';
import { affineOf, normalise } from '../preprocessing/preprocess.ts';

/** How far a training image may be changed. Ranges are symmetric and uniform unless said otherwise. */
export interface Augmentation {
  readonly rotationDegrees: number;
  /** Fraction of the width and height. */
  readonly shift: number;
  /** Zoom, from and to; drawn log-uniformly. */
  readonly scale: readonly [number, number];
  /** Width over height changes by up to this fraction: films come in many shapes and `stretch` squashes them. */
  readonly aspect: number;
  /** Added, in units of the display range. */
  readonly brightness: number;
  /** Fraction by which differences from mid-grey grow or shrink. */
  readonly contrast: number;
  /** Exponent from 1 / (1 + gamma) to 1 + gamma. */
  readonly gamma: number;
  /** Probability. 0 by default: mirroring puts the heart on the wrong side. */
  readonly horizontalFlip: number;
  /** Standard deviation of the noise, up to this. */
  readonly noise: number;
  /** Probability of losing detail (reduced up to 2.5 times and enlarged again), so that sharpness and source
   * resolution, which differ between hospitals and labels, are no shortcut. */
  readonly lowPass: number;
  /** Probability of covering a rectangle (2 to 12 % of the area) with its own mean. */
  readonly erasing: number;
  /** Probability of detail of a random size weighing more or less: sharpness and local contrast. */
  readonly detail: number;
  /** How far the knots of a random tone curve lie from the straight one. */
  readonly tones: number;
  /** Difference of brightness between two sides, up to this. */
  readonly light: number;
  /** Probability of what JPEG compression (quality 15 to 85) does. */
  readonly compression: number;
  /** Probability, for each side, of a black, grey or white border (up to 15 %). */
  readonly border: number;
}

export const defaultAugmentation: Augmentation = {
  rotationDegrees: 10,
  shift: 0.08,
  scale: [0.88, 1.15],
  aspect: 0.1,
  brightness: 0.1,
  contrast: 0.25,
  gamma: 0.3,
  horizontalFlip: 0,
  noise: 0.03,
  lowPass: 0.3,
  erasing: 0.25,
  detail: 0,
  tones: 0,
  light: 0,
  compression: 0,
  border: 0,
};

/** The changes of the seed studies, whose models are compared: mirrored by halves, ±10°, brightness ±0.2. */
export const seedAugmentation: Augmentation = {
  rotationDegrees: 10,
  shift: 0,
  scale: [1, 1],
  aspect: 0,
  brightness: 0.2,
  contrast: 0,
  gamma: 0,
  horizontalFlip: 0.5,
  noise: 0,
  lowPass: 0,
  erasing: 0,
  detail: 0,
  tones: 0,
  light: 0,
  compression: 0,
  border: 0,
};

/**
 * For images of other machines, archives and crops than those learnt from. What the file tells of the label without the
 * disease (of `chest-xray-pneumonia`: shape, sharpness, contrast, compression, border) varies more than between labels.
 */
export const robustAugmentation: Augmentation = {
  rotationDegrees: 12,
  shift: 0.1,
  scale: [0.8, 1.3],
  aspect: 0.35,
  brightness: 0.15,
  contrast: 0.35,
  gamma: 0.5,
  horizontalFlip: 0,
  noise: 0.04,
  lowPass: 0.3,
  erasing: 0.35,
  detail: 0.5,
  tones: 0.12,
  light: 0.3,
  compression: 0.3,
  border: 0.12,
};

/** A changed copy of a prepared image, normalised: [channels, height, width]. The same stream gives the same copy. */
export function augment(image: GreyImage, spec: Preprocessing, settings: Augmentation, random: Random): Float32Array {
  const { width, height } = spec;
  let values = sampleAffine(image, randomAffine(settings, width / height, random), width, height);
  if (random.next() < settings.lowPass) values = lowPass({ width, height, values }, random);
  values = changeAcquisition({ width, height, values }, settings, random).values;
  changeTones(values, settings, random);
  addNoise(values, random.uniform(0, settings.noise), random);
  values = changeFile({ width, height, values }, settings, random).values;
  if (random.next() < settings.erasing) erase({ width, height, values }, random);
  return normalise(values, spec);
}

function around(range: number, random: Random): number {
  return random.uniform(-range, range);
}

function randomAffine(settings: Augmentation, aspect: number, random: Random): Affine {
  const [low, high] = settings.scale;
  const affine = affineOf(
    {
      scale: Math.exp(random.uniform(Math.log(low), Math.log(high))),
      rotationDegrees: around(settings.rotationDegrees, random),
      shiftX: around(settings.shift, random),
      shiftY: around(settings.shift, random),
    },
    aspect,
  );
  const flip = random.next() < settings.horizontalFlip ? -1 : 1;
  const squeeze = Math.sqrt(1 + around(settings.aspect, random));
  return {
    xx: affine.xx * flip * squeeze,
    xy: affine.xy * flip * squeeze,
    x0: affine.x0 * flip,
    yx: affine.yx / squeeze,
    yy: affine.yy / squeeze,
    y0: affine.y0,
  };
}

function lowPass(image: GreyImage, random: Random): Float32Array {
  const factor = random.uniform(1.1, 2.5);
  const small = resize(image, Math.round(image.width / factor), Math.round(image.height / factor));
  return resize(small, image.width, image.height).values;
}

/** Sharpness, tone curve and light. Draws nothing for what is off. */
function changeAcquisition(image: GreyImage, { detail, tones, light }: Augmentation, random: Random): GreyImage {
  let changed = image;
  if (detail > 0 && random.next() < detail) {
    // Large ones change the local contrast; taking those away would leave nothing to see.
    const size = Math.exp(random.uniform(Math.log(1.3), Math.log(16)));
    changed = changeDetail(changed, { size, weight: random.uniform(size < 3 ? -1 : -0.5, size < 3 ? 1.5 : 1) });
  }
  if (tones > 0) {
    const knots = Array.from({ length: TONE_KNOTS }, (_, i) => i / (TONE_KNOTS - 1) + around(tones, random));
    changed = {
      ...changed,
      values: bendTones(
        changed.values,
        knots.toSorted((a, b) => a - b),
      ),
    };
  }
  if (light === 0) return changed;
  const angle = random.uniform(0, 2 * Math.PI);
  return lightUnevenly(changed, { angle, strength: around(light, random), bow: around(light / 2, random) });
}

const TONE_KNOTS = 6;

/** Compression and borders. Draws nothing for what is off. */
function changeFile(image: GreyImage, { compression, border }: Augmentation, random: Random): GreyImage {
  let changed = image;
  if (compression > 0 && random.next() < compression) changed = compress(changed, random.uniform(15, 85));
  if (border === 0) return changed;
  for (const side of ['left', 'top', 'right', 'bottom'] as const) {
    if (random.next() >= border) continue;
    changed = coverSide(changed, {
      side,
      share: random.uniform(0.02, 0.15),
      tone: random.next() < 0.6 ? 0 : random.next(),
    });
  }
  return changed;
}

/** Gamma, contrast and brightness through one table, clipped to 0…1 as a display would. */
function changeTones(values: Float32Array, settings: Augmentation, random: Random): void {
  const gamma = (1 + settings.gamma) ** around(1, random);
  const contrast = 1 + around(settings.contrast, random);
  const brightness = around(settings.brightness, random);
  const steps = 1024;
  const table = new Float32Array(steps + 1).map((_, i) => {
    const tone = ((i / steps) ** gamma - 0.5) * contrast + 0.5 + brightness;
    return Math.min(1, Math.max(0, tone));
  });
  for (let i = 0; i < values.length; i++) values[i] = table[Math.round(values[i]! * steps)]!;
}

/** Standard normal numbers, drawn once: a Box–Muller a pixel would cost more than all the rest. */
const normals = ((random) => new Float32Array(0x10000).map(() => random.normal()))(createRandom('augment/noise'));

function addNoise(values: Float32Array, sigma: number, random: Random): void {
  if (sigma === 0) return;
  const offset = random.integer(normals.length);
  const stride = 2 * random.integer(1024) + 1;
  for (let i = 0, at = offset; i < values.length; i++, at += stride) values[i]! += sigma * normals[at & 0xffff]!;
}

function erase({ width, height, values }: GreyImage, random: Random): void {
  const area = random.uniform(0.02, 0.12);
  const ratio = Math.exp(around(Math.log(2), random));
  const columns = Math.min(width, Math.round(width * Math.sqrt(area * ratio)));
  const rows = Math.min(height, Math.round(height * Math.sqrt(area / ratio)));
  const left = random.integer(width - columns + 1);
  const top = random.integer(height - rows + 1);
  const starts = Array.from({ length: rows }, (_, y) => (top + y) * width + left);
  const sum = starts.reduce((total, at) => total + values.subarray(at, at + columns).reduce((a, b) => a + b, 0), 0);
  for (const at of starts) values.fill(sum / (rows * columns), at, at + columns);
}
