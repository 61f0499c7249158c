/** Finds the pair of lung outlines along which a radiograph is darker inside than outside. */
import { createRandom } from '../../domain/statistics/random.ts';
import { blur, type GreyImage } from '../grey-image/grey-image.ts';
import { outlineOf, pointsPerLung, shapeRanges, type LungShape, type Point } from './outline.ts';

interface FittedShape {
  readonly shape: LungShape;
  readonly score: number;
}

/** A picture to be compared across outlines, and how far from them. */
export interface EdgePicture {
  readonly image: GreyImage;
  /** Pixels from the outline to either side. */
  readonly reach: number;
}

/**
 * Against its own neighbourhood: mean 0 and deviation 1 within about an eighth of the picture, so that exposure, an
 * opacity or a dark background do not decide where edges are.
 */
export function levelled(image: GreyImage): GreyImage {
  const sigma = image.width / 8;
  const mean = blur(image, sigma).values;
  const squares = blur({ ...image, values: image.values.map((value, i) => (value - mean[i]!) ** 2) }, sigma).values;
  return { ...image, values: image.values.map((value, i) => (value - mean[i]!) / Math.sqrt(squares[i]! + 0.002)) };
}

/** Bilinear, edges going on. */
function valueAt({ width, height, values }: GreyImage, column: number, row: number): number {
  const x = Math.min(width - 1, Math.max(0, column));
  const y = Math.min(height - 1, Math.max(0, row));
  const [left, top] = [Math.min(width - 2, Math.floor(x)), Math.min(height - 2, Math.floor(y))];
  const [fx, fy] = [x - left, y - top];
  const at = top * width + left;
  const upper = values[at]! + fx * (values[at + 1]! - values[at]!);
  const lower = values[at + width]! + fx * (values[at + width + 1]! - values[at + width]!);
  return upper + fy * (lower - upper);
}

/** By how much the picture is brighter outside than inside at each point of a closed outline; NaN beyond the picture. */
export function stepsAlong({ image, reach }: EdgePicture, outline: readonly Point[], offset = 0): number[] {
  const { width, height } = image;
  return pixelsWithNormals(outline, width, height).map(({ x, y, nx, ny }) => {
    const [px, py] = [x + offset * nx, y + offset * ny];
    if (px < 1 || py < 1 || px > width - 2 || py > height - 2) return Number.NaN;
    return valueAt(image, px + reach * nx, py + reach * ny) - valueAt(image, px - reach * nx, py - reach * ny);
  });
}

/** The points in pixels, each with the direction outwards. */
export function pixelsWithNormals(outline: readonly Point[], width: number, height: number) {
  const turn = turnOf(outline);
  return outline.map(({ x, y }, i) => {
    const before = outline[i === 0 ? outline.length - 1 : i - 1]!;
    const behind = outline[i === outline.length - 1 ? 0 : i + 1]!;
    const [tx, ty] = [(behind.x - before.x) * width, (behind.y - before.y) * height];
    const length = Math.hypot(tx, ty) || 1;
    return { x: x * width - 0.5, y: y * height - 0.5, nx: (turn * ty) / length, ny: (-turn * tx) / length };
  });
}

/** 1 for an outline that runs clockwise on the picture, else −1. */
function turnOf(outline: readonly Point[]): 1 | -1 {
  let doubled = 0;
  for (const [i, a] of outline.entries()) {
    const b = outline[(i + 1) % outline.length]!;
    doubled += a.x * b.y - b.x * a.y;
  }
  return doubled > 0 ? 1 : -1;
}

/** No single edge, such as that of a cable or of the picture, shall count for more than a few soft ones. */
const STEP_LIMIT = 2;

/**
 * The lower edge of an opacity looks like a diaphragm, but a lung seldom ends early: what a longer one may lack in clear
 * edges, steps for a whole picture's height.
 */
const LENGTH_BONUS = 0.7;

/** The mean step over both outlines, parts beyond the picture counting as none; small shapes have fewer odd edges to fear. */
function scoreOf(picture: EdgePicture, shape: LungShape): number {
  let sum = 0;
  for (const side of [-1, 1] as const)
    for (const step of stepsAlong(picture, outlineOf(shape, side)))
      if (!Number.isNaN(step)) sum += Math.max(-STEP_LIMIT, Math.min(STEP_LIMIT, step));
  return sum / (2 * pointsPerLung) + LENGTH_BONUS * shape.height - unlikeliness(shape);
}

const usual: LungShape = {
  middle: 0.5,
  halfWidth: 0.37,
  apex: 0.1,
  height: 0.7,
  mediastinum: 0.075,
  heartLeft: 0.02,
  heartRight: 0.07,
  domeLeft: 0.18,
  domeRight: 0.16,
  lean: 0,
};

/** A soft pull towards the usual shape: a tenth of a standard step for a parameter at the end of its range. */
function unlikeliness(shape: LungShape): number {
  let sum = 0;
  for (const [name, [low, high]] of Object.entries(shapeRanges) as [
    keyof LungShape,
    readonly [number, number, number],
  ][])
    sum += ((shape[name] - usual[name]) / (high - low)) ** 2;
  return 0.3 * (sum / Object.keys(shapeRanges).length);
}

const names = Object.keys(shapeRanges) as (keyof LungShape)[];

function startShapes(): LungShape[] {
  const shapes: LungShape[] = [];
  for (const middle of [0.45, 0.5, 0.55])
    for (const halfWidth of [0.28, 0.35, 0.42])
      for (const apex of [0.03, 0.1, 0.18])
        for (const height of [0.55, 0.67, 0.8]) shapes.push({ ...usual, middle, halfWidth, apex, height });
  return shapes;
}

/** The best shape by trying many coarsely and changing the best ones little by little; the same for the same picture. */
export function fitShape(coarse: EdgePicture, fine: EdgePicture): LungShape {
  const scored = (picture: EdgePicture, shape: LungShape): FittedShape => ({ shape, score: scoreOf(picture, shape) });
  const starts = startShapes()
    .map((shape) => scored(coarse, shape))
    .sort(bestFirst)
    .slice(0, 4);
  const refined = starts.map(({ shape }, i) => improve(coarse, shape, `start ${i}`, { rounds: 240, scale: 1 }));
  const [best] = refined.sort(bestFirst);
  return improve(fine, best!.shape, 'fine', { rounds: 240, scale: 0.4 }).shape;
}

const bestFirst = (a: FittedShape, b: FittedShape): number => b.score - a.score;

function improve(
  picture: EdgePicture,
  start: LungShape,
  seed: string,
  { rounds, scale }: { readonly rounds: number; readonly scale: number },
): FittedShape {
  const random = createRandom(`lung field/${seed}`);
  let best: FittedShape = { shape: start, score: scoreOf(picture, start) };
  for (let round = 0; round < rounds; round++) {
    const size = scale * (1 - (0.85 * round) / rounds);
    // One to three parameters at a time: most faults of a shape are of few of them.
    const changed = new Map(
      random
        .shuffle(names)
        .slice(0, 1 + random.integer(3))
        .map((name) => {
          const [low, high, step] = shapeRanges[name];
          return [name, Math.min(high, Math.max(low, best.shape[name] + size * step * random.normal()))] as const;
        }),
    );
    const shape = { ...best.shape, ...Object.fromEntries(changed) };
    const score = scoreOf(picture, shape);
    if (score > best.score) best = { shape, score };
  }
  return best;
}
