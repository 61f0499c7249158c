/**
 * A radiograph as another machine, archive, crop or person would have given it: what a model meets elsewhere. A model that
 * is right only on images like those it learnt from loses here first.
 */
import type { Random } from '../../domain/statistics/random.ts';
import { resize, sampleAffine, type Affine, type GreyImage } from '../grey-image/grey-image.ts';
import { bendTones, changeDetail, compress, lightUnevenly } from './picture-changes.ts';

type Shift = (image: GreyImage, random: Random) => GreyImage;

const centred: Affine = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };

const withTones = (image: GreyImage, tone: (value: number) => number): GreyImage => ({
  ...image,
  values: image.values.map((value) => Math.min(1, Math.max(0, tone(value)))),
});

const sampled = ({ width, height, ...image }: GreyImage, affine: Affine): GreyImage => ({
  width,
  height,
  values: sampleAffine({ width, height, ...image }, affine, width, height),
});

/** The picture smaller, on a ground of one tone. */
function onGround(image: GreyImage, { across, down, tone }: { across: number; down: number; tone: number }): GreyImage {
  const { width, height } = image;
  const small = resize(image, Math.round(across * width), Math.round(down * height));
  const values = new Float32Array(width * height).fill(tone);
  const [left, top] = [Math.floor((width - small.width) / 2), Math.floor((height - small.height) / 2)];
  for (let y = 0; y < small.height; y++) {
    values.set(small.values.subarray(y * small.width, (y + 1) * small.width), (top + y) * width + left);
  }
  return { width, height, values };
}

/** Reduced to so many columns and enlarged again, as a picture from a page or a messenger. */
function coarser(image: GreyImage, columns: number): GreyImage {
  const { width, height } = image;
  const small = resize(image, columns, Math.max(2, Math.round((columns * height) / width)));
  return resize(small, width, height);
}

/** The shift's strength is the same for every image but where a random number says otherwise. */
const shifts = {
  /** A brighter and a darker exposure or display: exponents of the tones. */
  brighter: (image) => withTones(image, (value) => value ** 0.55),
  darker: (image) => withTones(image, (value) => value ** 1.8),
  /** Flat, as an unwindowed export; and a narrow window that clips both ends. */
  flat: (image) => withTones(image, (value) => 0.3 + 0.4 * value),
  'narrow window': (image) => withTones(image, (value) => (value - 0.22) / 0.5),
  'other curve': (image) => ({ ...image, values: bendTones(image.values, [0, 0.08, 0.22, 0.55, 0.85, 1]) }),
  /** Only the middle 76 %, off the centre by up to 5 %. */
  'closer crop': (image, random) =>
    sampled(image, {
      ...centred,
      xx: 0.76,
      yy: 0.76,
      x0: random.uniform(-0.05, 0.05),
      y0: random.uniform(-0.05, 0.05),
    }),
  'black border': (image) => onGround(image, { across: 0.78, down: 0.86, tone: 0 }),
  'white border': (image) => onGround(image, { across: 0.86, down: 0.86, tone: 1 }),
  /** The anatomy squeezed across, and down: other shapes of the film, stretched to the model's square. */
  narrower: (image) => sampled(image, { ...centred, yy: 0.78 }),
  wider: (image) => sampled(image, { ...centred, xx: 0.78 }),
  turned: (image, random) => {
    const angle = ((random.next() < 0.5 ? -1 : 1) * 10 * Math.PI) / 180;
    const [cos, sin, aspect] = [Math.cos(angle), Math.sin(angle), image.width / image.height];
    return sampled(image, { ...centred, xx: cos, xy: sin / aspect, yx: -sin * aspect, yy: cos });
  },
  /** 72 columns are a third of what `chest-xray-pneumonia` has. */
  coarse: (image) => coarser(image, 72),
  sharpened: (image) => changeDetail(image, { size: image.width / 100, weight: 1.2 }),
  /** As contrast-limited equalisation and consoles do: structures of a twentieth of the width stand out. */
  'local contrast': (image) => changeDetail(image, { size: image.width / 20, weight: 0.8 }),
  noisy: (image, random) => withTones(image, (value) => value + 0.06 * random.normal()),
  compressed: (image) => compress(image, 12),
  'uneven light': (image, random) =>
    lightUnevenly(image, { angle: random.uniform(0, 2 * Math.PI), strength: 0.35, bow: 0.15 }),
} as const satisfies Readonly<Record<string, Shift>>;

export type ShiftName = keyof typeof shifts;

export const shiftNames = Object.keys(shifts) as readonly ShiftName[];

/** A shifted copy of the same size. The same stream gives the same copy. */
export function shiftImage(image: GreyImage, name: ShiftName, random: Random): GreyImage {
  return shifts[name](image, random);
}
