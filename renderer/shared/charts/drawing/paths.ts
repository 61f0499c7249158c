import type { BandPoint } from '../../../../main/domain/evaluation/report.ts';
import type { Point } from './point.ts';
import type { Drawing } from './drawing.ts';

type Scales = Pick<Drawing, 'x' | 'y'>;

/** Tenths of a pixel are finer than any screen. */
const pixel = (value: number): string => value.toFixed(1);

/** An SVG path through the points; empty for none. */
export function linePath(points: readonly Point[], { x, y }: Scales): string {
  return points.map((point, i) => `${i === 0 ? 'M' : 'L'}${pixel(x.at(point.x))} ${pixel(y.at(point.y))}`).join('');
}

/** The closed area between the low and the high side of a band; empty for fewer than two places. */
export function areaPath(band: readonly BandPoint[], scales: Scales): string {
  if (band.length < 2) return '';
  const upper = linePath(
    band.map(({ x, high }) => ({ x, y: high })),
    scales,
  );
  const lower = linePath(
    band.toReversed().map(({ x, low }) => ({ x, y: low })),
    scales,
  );
  return `${upper}L${lower.slice(1)}Z`;
}
