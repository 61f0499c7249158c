/** Where the lungs lie on a frontal chest radiograph, estimated without any learned model. */
import type { Frame } from '../../domain/studies/frame.ts';
import { toDisplay } from '../grey-image/display.ts';
import { blur, resize, type GreyImage } from '../grey-image/grey-image.ts';
import { fitShape, levelled, stepsAlong, type EdgePicture } from './fit-shape.ts';
import { fillOutline, outlineOf } from './outline.ts';
import { snapOutline } from './snap-outline.ts';

export interface LungField {
  readonly width: number;
  readonly height: number;
  /** Row by row over the whole frame, 1 inside the lungs. */
  readonly mask: Uint8Array;
  /** 0 to 1: the share of the outlines along which it is clearly darker inside than outside. */
  readonly quality: number;
  /** Standard deviations of the picture by which it is darker inside the lungs than between them. */
  readonly contrast: number;
}

/** The estimate is made at this size, whatever the frame's. */
const SIDE = 96;
/** Between what radiographs have and what the same ones have when they lie on their side or stand upside down. */
const LEAST = { quality: 0.75, contrast: 0.3 } as const;

/**
 * A pair of lung shapes is fitted to the edges of the levelled picture, then follows them more closely. Null where the
 * outlines found are no clearer than those that can be found in a picture of something else: "no lung field found".
 */
export function estimateLungField(frame: Frame): LungField | null {
  const field = fitLungField({ width: frame.columns, height: frame.rows, values: toDisplay(frame) });
  return field.quality < LEAST.quality || field.contrast < LEAST.contrast ? null : field;
}

/** The best pair of outlines, however good. */
export function fitLungField(picture: GreyImage): LungField {
  const small = resize(picture, SIDE, SIDE);
  const level = levelled(small);
  const coarse: EdgePicture = { image: blur(level, 2.5), reach: 4 };
  const fine: EdgePicture = { image: blur(level, 1), reach: 2.5 };
  const shape = fitShape(coarse, fine);
  const outlines = ([-1, 1] as const).map((side) => snapOutline(fine, outlineOf(shape, side)));
  const mask = new Uint8Array(SIDE * SIDE);
  for (const outline of outlines) fillOutline(mask, SIDE, SIDE, outline);
  const steps = outlines.flatMap((outline) => stepsAlong(fine, outline));
  return {
    width: SIDE,
    height: SIDE,
    mask,
    quality: steps.filter((step) => step > CLEAR_STEP).length / steps.length,
    contrast: contrastOf(small.values, mask, shape.middle),
  };
}

/** In deviations of the neighbourhood. */
const CLEAR_STEP = 0.4;

function contrastOf(values: Float32Array, mask: Uint8Array, middle: number): number {
  const [inside, between]: [number[], number[]] = [[], []];
  for (let row = 0; row < SIDE; row++) {
    const places = Array.from({ length: SIDE }, (_, column) => row * SIDE + column);
    const lungs = places.filter((place) => mask[place] === 1);
    const isLeft = (place: number): boolean => place % SIDE < SIDE * middle;
    const [edge, other] = [lungs.findLast(isLeft), lungs.find((place) => !isLeft(place))];
    inside.push(...lungs.map((place) => values[place]!));
    if (edge !== undefined && other !== undefined) between.push(...values.subarray(edge + 1, other));
  }
  if (inside.length === 0 || between.length === 0) return 0;
  const mean = (all: ArrayLike<number>): number => Array.from(all).reduce((sum, value) => sum + value, 0) / all.length;
  const whole = mean(values);
  const deviation = Math.sqrt(mean(values.map((value) => (value - whole) ** 2)));
  return deviation === 0 ? 0 : (mean(between) - mean(inside)) / deviation;
}
