/** From values to pixels along one axis, and back. */
export interface Scale {
  /** The pixel of a value. */
  at(value: number): number;
  /** The value at a pixel, kept inside the axis. */
  valueAt(pixel: number): number;
}

/** @param pixels of the axis's two ends; the second may be the smaller one, as upwards. */
export function linearScale([low, high]: readonly [number, number], pixels: readonly [number, number]): Scale {
  const [start, end] = pixels;
  const span = high === low ? 1 : high - low;
  return {
    at: (value) => start + ((value - low) / span) * (end - start),
    valueAt: (pixel) => Math.min(high, Math.max(low, low + ((pixel - start) / (end - start)) * span)),
  };
}

/** About `count` round values (1, 2 or 5 times a power of ten apart) from the lower end to the upper. */
export function roundTicks([low, high]: readonly [number, number], count = 5): readonly number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999)!;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Multiplied, not summed up, and cut to the step's own digits: 0.3, not 0.30000000000000004.
  const digits = Math.max(0, -Math.floor(Math.log10(step)) + 1);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toFixed(digits)));
}

/** The place of the point nearest to a pixel. */
export function nearestPoint(
  points: readonly { readonly x: number; readonly y: number }[],
  pixel: readonly [number, number],
  { x, y }: { readonly x: Scale; readonly y: Scale },
): number {
  let nearest = 0;
  let least = Infinity;
  for (const [index, point] of points.entries()) {
    const distance = (x.at(point.x) - pixel[0]) ** 2 + (y.at(point.y) - pixel[1]) ** 2;
    if (distance < least) [nearest, least] = [index, distance];
  }
  return nearest;
}
