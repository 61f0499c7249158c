import type { Random } from '../../domain/random.ts';
import { createNoiseField, type NoiseField } from './noise-field.ts';
import { toAnatomy, toPixel, type Plane, type Point } from './plane.ts';
import { airShare, smooth, softTissue, type Trunk } from './soft-tissue.ts';

/** A planted consolidation. All lengths are fractions of the frame's width (x) and height (y). */
export interface Opacity {
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
  /** Share of the frame's pixels that it covers. */
  readonly fraction: number;
}

export interface PlantedOpacities {
  /** rows × columns, 1 inside an opacity. */
  readonly mask: Uint8Array;
  readonly opacities: readonly Opacity[];
}

/** Below this share of its full density a place does not count as part of the opacity. */
const edgeShare = 0.4;

/** Plants one to three opacities into the trunk's attenuation: air spaces filled with fluid. */
export function plantOpacities(plane: Plane, trunk: Trunk, random: Random): PlantedOpacities {
  const mask = new Uint8Array(trunk.lung.length);
  const draw = random.next();
  const count = draw < 0.55 ? 1 : draw < 0.85 ? 2 : 3;
  const opacities = Array.from({ length: count }, (_, i) => plant(plane, trunk, mask, random.fork(`opacity ${i}`)));
  return { mask, opacities };
}

function plant(plane: Plane, trunk: Trunk, mask: Uint8Array, random: Random): Opacity {
  const centre = placeInLung(plane, trunk.lung, random);
  const radius = random.uniform(0.15, 0.32);
  const density = random.uniform(0.6, 0.95);
  const fluid = createFluid(centre, radius, random);
  const bronchi = createNoiseField(random);
  const own: number[] = [];
  const reach = 2 * radius * plane.scale;
  const middle = toPixel(plane, centre);
  const [left, right] = clampedRange(middle.x - reach, middle.x + reach, plane.columns);
  const [top, bottom] = clampedRange(middle.y - reach, middle.y + reach, plane.rows);
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const at = row * plane.columns + column;
      const air = trunk.lung[at]!;
      if (air < 0.02) continue;
      const { x, y } = toAnatomy(plane, column, row);
      const filled = fluid(x, y);
      if (filled <= 0) continue;
      const line = Math.abs(bronchi(9 * x + 40, 14 * y));
      const bronchogram = 1 - 0.35 * smooth(1 - line / 0.1);
      trunk.attenuation[at]! += softTissue * airShare * air * density * filled * bronchogram;
      if (filled > edgeShare && air > 0.15) own.push(at);
    }
  }
  for (const at of own) mask[at] = 1;
  return describe(own, plane);
}

function clampedRange(from: number, to: number, end: number): [number, number] {
  return [Math.max(0, Math.floor(from)), Math.min(end, Math.ceil(to))];
}

/** Well inside a lung: where it is deep, in it and a little around. */
function placeInLung(plane: Plane, lung: Float32Array, random: Random): Point {
  const deep = lung.reduce((deepest, depth) => Math.max(deepest, depth), 0);
  const isDeep = (x: number, y: number): boolean => {
    const { x: column, y: row } = toPixel(plane, { x, y });
    const isSeen = column >= 0 && row >= 0 && column < plane.columns && row < plane.rows;
    return isSeen && lung[Math.floor(row) * plane.columns + Math.floor(column)]! > 0.45 * deep;
  };
  for (;;) {
    const [x, y] = [random.uniform(-0.9, 0.9), random.uniform(-0.6, 0.7)];
    const around = [
      [0, 0],
      [0.1, 0],
      [-0.1, 0],
      [0, 0.1],
      [0, -0.1],
    ] as const;
    if (around.every(([dx, dy]) => isDeep(x + dx, y + dy))) return { x, y };
  }
}

/** How full the air spaces are, 0 … 1: several soft lumps together, their outline roughened. */
function createFluid(centre: Point, radius: number, random: Random): (x: number, y: number) => number {
  const lumps = Array.from({ length: 5 }, () => ({
    x: centre.x + random.normal() * radius * 0.35,
    y: centre.y + random.normal() * radius * 0.4,
    inverse: 1 / (radius * random.uniform(0.45, 0.85)) ** 2,
  }));
  const outline: NoiseField = createNoiseField(random);
  return (x, y) => {
    let sum = 0;
    for (const lump of lumps) {
      const square = ((x - lump.x) * (x - lump.x) + (y - lump.y) * (y - lump.y)) * lump.inverse;
      if (square < 4) sum += (1 - square / 4) * (1 - square / 4);
    }
    if (sum < 0.2) return 0;
    const roughness = 0.35 * outline(6 * x, 6 * y) + 0.2 * outline(17 * x, 17 * y);
    return smooth((sum + roughness - 0.45) / 1.1);
  };
}

function describe(own: readonly number[], { columns, rows }: Plane): Opacity {
  const moments = (at: (i: number) => number): [mean: number, radius: number] => {
    const mean = own.reduce((sum, i) => sum + at(i), 0) / own.length;
    const variance = own.reduce((sum, i) => sum + (at(i) - mean) ** 2, 0) / own.length;
    // A filled ellipse's half axis is twice its standard deviation.
    return [mean, 2 * Math.sqrt(variance)];
  };
  const [x, radiusX] = moments((i) => ((i % columns) + 0.5) / columns);
  const [y, radiusY] = moments((i) => (Math.floor(i / columns) + 0.5) / rows);
  return { x, y, radiusX, radiusY, fraction: own.length / (columns * rows) };
}
