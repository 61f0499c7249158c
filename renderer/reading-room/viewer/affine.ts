/** Canvas order: x' = a x + c y + e, y' = b x + d y + f. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

type Point = readonly [number, number];

/** Maps the unit square onto the parallelogram with these three corners. */
export function affineOf(topLeft: Point, topRight: Point, bottomLeft: Point): Affine {
  return {
    a: topRight[0] - topLeft[0],
    b: topRight[1] - topLeft[1],
    c: bottomLeft[0] - topLeft[0],
    d: bottomLeft[1] - topLeft[1],
    e: topLeft[0],
    f: topLeft[1],
  };
}

/** Length on the canvas of one step along x, whatever the rotation. */
export function scaleAlongX({ a, b }: Affine): number {
  return Math.hypot(a, b);
}
