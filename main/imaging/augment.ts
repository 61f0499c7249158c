import type { Preprocessing } from '../domain/model-card.ts';
import { createRandom, type Random } from '../domain/random.ts';
import { resize, sampleAffine, type Affine, type GreyImage } from './grey-image.ts';
import { affineOf, normalise } from './preprocess.ts';

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
};

/** A changed copy of a prepared image, normalised: [channels, height, width]. The same stream gives the same copy. */
export function augment(image: GreyImage, spec: Preprocessing, settings: Augmentation, random: Random): Float32Array {
  const { width, height } = spec;
  let values = sampleAffine(image, randomAffine(settings, width / height, random), width, height);
  if (random.next() < settings.lowPass) values = lowPass({ width, height, values }, random);
  changeTones(values, settings, random);
  addNoise(values, random.uniform(0, settings.noise), random);
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
