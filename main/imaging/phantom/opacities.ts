import type { Random } from '../../domain/statistics/random.ts';
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
const edgeShare = 0.3;

/** Plants one to three opacities into the trunk's attenuation: air spaces filled with fluid. */
export function plantOpacities(plane: Plane, trunk: Trunk, random: Random): PlantedOpacities {
  const mask = new Uint8Array(trunk.lung.length);
  const air = new Float32Array(trunk.lung.length).fill(1);
  const draw = random.next();
  const count = draw < 0.55 ? 1 : draw < 0.85 ? 2 : 3;
  const opacities = Array.from({ length: count }, (_, i) => {
    const own = fill(air, plane, trunk.lung, random.fork(`opacity ${i}`));
    for (const at of own) mask[at] = 1;
    return describe(own, plane);
  });
  for (let i = 0; i < air.length; i++) trunk.attenuation[i]! += softTissue * airShare * trunk.lung[i]! * (1 - air[i]!);
  return { mask, opacities };
}

/** Lowers the share of the air spaces that still hold air; gives the pixels inside the new opacity. */
function fill(air: Float32Array, plane: Plane, lung: Float32Array, random: Random): number[] {
  const centre = placeInLung(plane, lung, random);
  const radius = random.uniform(0.17, 0.34);
  const density = random.uniform(0.5, 0.85);
  const fluid = createFluid(centre, radius, random);
  const texture = createNoiseField(random);
  const own: number[] = [];
  const reach = 2.2 * radius * plane.scale;
  const middle = toPixel(plane, centre);
  const [left, right] = clampedRange(middle.x - reach, middle.x + reach, plane.columns);
  const [top, bottom] = clampedRange(middle.y - reach, middle.y + reach, plane.rows);
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const at = row * plane.columns + column;
      if (lung[at]! < 0.02) continue;
      const { x, y } = toAnatomy(plane, column, row);
      const filled = fluid(x, y);
      if (filled <= 0) continue;
      const patchy = 1 + 0.16 * texture(13 * x, 13 * y) + 0.12 * texture(31 * x, 31 * y);
      air[at]! *= 1 - Math.min(0.95, density * filled * patchy);
      if (filled > edgeShare && lung[at]! > 0.15) own.push(at);
    }
  }
  return own;
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

/** How full the air spaces are, 0 … 1: several soft lumps together, their outline frayed. */
function createFluid(centre: Point, radius: number, random: Random): (x: number, y: number) => number {
  const lumps = Array.from({ length: 6 }, () => ({
    x: centre.x + random.normal() * radius * 0.4,
    y: centre.y + random.normal() * radius * 0.45,
    inverse: 1 / (radius * random.uniform(0.6, 1.1)) ** 2,
  }));
  const outline: NoiseField = createNoiseField(random);
  return (x, y) => {
    let sum = 0;
    for (const lump of lumps) {
      const square = ((x - lump.x) * (x - lump.x) + (y - lump.y) * (y - lump.y)) * lump.inverse;
      if (square < 4) sum += (1 - square / 4) ** 3;
    }
    if (sum < 0.2) return 0;
    const frayed = 0.5 * outline(5 * x, 5 * y) + 0.3 * outline(15 * x, 15 * y) + 0.15 * outline(37 * x, 37 * y);
    return smooth((sum + frayed - 0.5) / 2.2);
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
