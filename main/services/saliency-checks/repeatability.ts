/** Is the map the same when the image is, but for what no reader would notice? */
import { estimateMean } from '../../domain/statistics/estimate-mean.ts';
import { saliencyLimits, type Repeatability } from '../../domain/saliency-checks/saliency-check.ts';
import { correlation, type HeatMap } from '../../domain/saliency-checks/map-measures.ts';
import type { Preprocessing } from '../../domain/models/model-card.ts';
import type { Random } from '../../domain/statistics/random.ts';
import { resize, sampleAffine } from '../../imaging/grey-image/grey-image.ts';
import { viewOf, type CheckImage } from './check-image.ts';
import type { Asked } from './ask-model.ts';

/** To the right and down, as shares of the picture's width and height. */
const SHIFTS = [
  { x: 0.03, y: 0 },
  { x: 0, y: -0.03 },
] as const;
/** Standard deviation of the noise, the picture being 0 (black) to 1 (white). */
const NOISE = 0.02;
/** Maps are compared at this size. */
const SIDE = 64;

export interface RepeatabilityOptions {
  readonly cases: readonly CheckImage[];
  readonly spec: Preprocessing;
  /** The cases' maps. */
  readonly before: readonly HeatMap[];
  readonly maps: (asked: readonly Asked[]) => Promise<readonly HeatMap[]>;
  readonly random: Random;
  readonly onProgress: (done: number) => void;
}

export async function testRepeatability(options: RepeatabilityOptions): Promise<Repeatability> {
  const { cases, before, maps, random, onProgress } = options;
  const parts = SHIFTS.length + 1;
  const shifted: number[][] = [];
  for (const [i, shift] of SHIFTS.entries()) {
    const after = await maps(cases.map((each) => moved(each, shift, options)));
    shifted.push(before.map((map, k) => alignedCorrelation(map, after[k]!, shift)));
    onProgress((i + 1) / parts);
  }
  const after = await maps(cases.map((each) => noisy(each, options)));
  const noise = before.map((map, k) => alignedCorrelation(map, after[k]!, { x: 0, y: 0 }));
  onProgress(1);
  const patients = cases.map(({ patient }) => patient);
  const perCase = cases.map((_, k) => shifted.reduce((sum, row) => sum + row[k]!, 0) / shifted.length);
  const estimates = {
    shift: estimateMean(perCase, patients, random.fork('interval'))!,
    noise: estimateMean(noise, patients, random.fork('interval'))!,
  };
  const passed = Object.values(estimates).every(({ value }) => value >= saliencyLimits.repeatability);
  return { ...estimates, passed };
}

function moved(
  { image, column }: CheckImage,
  { x, y }: { x: number; y: number },
  { spec }: RepeatabilityOptions,
): Asked {
  const view = spec.views[0]!;
  const shifted = { ...view, shiftX: view.shiftX + x, shiftY: view.shiftY + y };
  return { input: viewOf(image, spec, shifted), column };
}

function noisy({ name, image, column }: CheckImage, { spec, random }: RepeatabilityOptions): Asked {
  const draw = random.fork(`noise in ${name}`);
  const change = (picture: Float32Array): Float32Array => {
    const noise = draw.normals(new Float32Array(picture.length), NOISE);
    return picture.map((value, i) => Math.min(1, Math.max(0, value + noise[i]!)));
  };
  return { input: viewOf(image, spec, spec.views[0]!, change), column };
}

/** The correlation over the part that both maps show, the second moved back by the shift. */
function alignedCorrelation(a: HeatMap, b: HeatMap, { x, y }: { x: number; y: number }): number {
  const first = resize(a, SIDE, SIDE).values;
  const back = { xx: 1, xy: 0, x0: x, yx: 0, yy: 1, y0: y };
  const second = sampleAffine(resize(b, SIDE, SIDE), back, SIDE, SIDE);
  const isCommon = (place: number): boolean => {
    const [u, v] = [((place % SIDE) + 0.5) / SIDE + x, (Math.floor(place / SIDE) + 0.5) / SIDE + y];
    return u >= 0 && u <= 1 && v >= 0 && v <= 1;
  };
  return correlation(
    first.filter((_, place) => isCommon(place)),
    second.filter((_, place) => isCommon(place)),
  );
}
