/** The outlines of a pair of lungs by a few numbers: what makes a shape on a radiograph a chest. */

/** Fractions of the picture's width (x) and height (y). */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** All but `lean` in fractions of the picture's width and height; the left side is that of the picture. */
export interface LungShape {
  /** Middle of the chest at half its height. */
  readonly middle: number;
  /** From the middle to the outer wall at its widest. */
  readonly halfWidth: number;
  readonly apex: number;
  /** From the apex down to the costophrenic angles. */
  readonly height: number;
  /** From the middle to the lungs' inner edges: spine and great vessels. */
  readonly mediastinum: number;
  /** By how much the heart covers more than that, at the bottom. */
  readonly heartLeft: number;
  readonly heartRight: number;
  /** How far the diaphragm's domes rise above the costophrenic angles, as a share of the height. */
  readonly domeLeft: number;
  readonly domeRight: number;
  /** Shift to the right from the apex to the angles, as a share of the height. */
  readonly lean: number;
}

/** The parameter's least and greatest value, and how far it may be changed at first. */
export const shapeRanges: Readonly<Record<keyof LungShape, readonly [low: number, high: number, step: number]>> = {
  middle: [0.36, 0.64, 0.05],
  halfWidth: [0.22, 0.5, 0.05],
  apex: [-0.02, 0.32, 0.06],
  height: [0.38, 0.95, 0.08],
  mediastinum: [0.045, 0.13, 0.02],
  heartLeft: [0, 0.08, 0.02],
  heartRight: [0, 0.17, 0.04],
  domeLeft: [0.06, 0.34, 0.05],
  domeRight: [0.06, 0.34, 0.05],
  lean: [-0.14, 0.14, 0.04],
};

const smooth = (t: number): number => {
  const inside = Math.min(1, Math.max(0, t));
  return inside * inside * (3 - 2 * inside);
};

/** Half-width of the rib cage against its widest, from the apex (0) to the angles (1). */
const cage = (down: number): number => 0.42 + 0.58 * Math.sqrt(Math.max(0, down * (2 - down)));

/** Points of each part of an outline; they lie about equally far from each other. */
const parts = { wall: 18, diaphragm: 10, inner: 14, apex: 5 } as const;

export const pointsPerLung = parts.wall + parts.diaphragm + parts.inner + parts.apex;

/** The closed outline of one lung: down the wall, along the diaphragm, up the mediastinum, over the apex. */
export function outlineOf(shape: LungShape, side: -1 | 1): Point[] {
  const { apex, height, halfWidth, mediastinum } = shape;
  const [heart, dome] = side < 0 ? [shape.heartLeft, shape.domeLeft] : [shape.heartRight, shape.domeRight];
  const at = (fromMiddle: number, down: number): Point => ({
    x: shape.middle + side * fromMiddle + shape.lean * height * (down - 0.5),
    y: apex + height * down,
  });
  const inner = (down: number): number => mediastinum + heart * smooth((down - 0.35) / 0.4);
  const start = 0.06;
  const bottom = 1 - dome;
  const wall = range(parts.wall).map((t) => {
    const down = start + (1 - start) * t;
    return at(halfWidth * cage(down), down);
  });
  const [outerEdge, innerEdge] = [halfWidth, inner(1 - 0.6 * dome)];
  // Steep at the angle, flat over the dome, a little lower again beside the heart.
  const diaphragm = range(parts.diaphragm, 1).map((t) => {
    const down =
      t < 0.55 ? 1 - dome * Math.sin((Math.PI / 2) * (t / 0.55)) : bottom + 0.25 * dome * ((t - 0.55) / 0.45) ** 2;
    return at(outerEdge + (innerEdge - outerEdge) * t, down);
  });
  const low = bottom + 0.25 * dome;
  const up = range(parts.inner, 1).map((t) => {
    const down = low + (0.1 - low) * t;
    return at(inner(down), down);
  });
  const [apexInner, apexOuter] = [inner(0.1), halfWidth * cage(start)];
  const over = range(parts.apex + 1, 1)
    .slice(0, -1)
    .map((t) => {
      const lift = Math.sin(Math.PI * t);
      return at(apexInner + (apexOuter - apexInner) * t, 0.1 + (start - 0.1) * t - 0.06 * lift);
    });
  return [...wall, ...diaphragm, ...up, ...over];
}

/** Equal steps over 0 … 1: with both ends, or without the first. */
function range(count: number, skip = 0): number[] {
  return Array.from({ length: count }, (_, i) => (i + skip) / (count - 1 + skip));
}

/** width × height, 1 inside the closed outline (even-odd rule, at pixel centres). */
export function fillOutline(mask: Uint8Array, width: number, height: number, outline: readonly Point[]): void {
  for (let row = 0; row < height; row++) {
    const y = (row + 0.5) / height;
    const crossings: number[] = [];
    for (const [i, a] of outline.entries()) {
      const b = outline[(i + 1) % outline.length]!;
      if (a.y > y !== b.y > y) crossings.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
    }
    crossings.sort((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.max(0, Math.ceil(crossings[k]! * width - 0.5));
      const to = Math.min(width - 1, Math.floor(crossings[k + 1]! * width - 0.5));
      for (let column = from; column <= to; column++) mask[row * width + column] = 1;
    }
  }
}
