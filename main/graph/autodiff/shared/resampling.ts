/** Which pixels a resized axis takes, and how much of each, as the Resize operator of ONNX defines it. */
import { ownEntry } from '../../../domain/own-entry.ts';
import type { Refuse } from '../../ir/node-context.ts';

export interface Resampling {
  readonly inputs: number;
  readonly outputs: number;
  readonly scale: number;
  /** nearest, linear or cubic */
  readonly mode: string;
  /** coordinate_transformation_mode */
  readonly coordinates: string;
  /** nearest_mode */
  readonly rounding: string;
  /** a of the cubic convolution (Keys 1981). */
  readonly cubicCoefficient: number;
  /** Whether pixels beyond the edge count for nothing instead of repeating the edge. */
  readonly excludesOutside: boolean;
  readonly isAntialiased: boolean;
}

type Row = readonly (readonly [place: number, weight: number])[];

/** For each output, the places of the input and their weights. */
export function resampledRows(resampling: Resampling, refuse: Refuse): Row[] {
  const { outputs, mode, isAntialiased } = resampling;
  const rowAt = isAntialiased
    ? antialiased
    : (ownEntry(rowsOf, mode) ?? refuse('graph.attribute-not-handled', { attribute: 'mode', value: mode }));
  return Array.from({ length: outputs }, (_, output) =>
    rowAt(originOf(output, resampling, refuse), resampling, refuse),
  );
}

/** The coordinate in the input of an output's pixel; in single precision, since at ties the last digit decides. */
function originOf(output: number, { inputs, outputs, scale, coordinates }: Resampling, refuse: Refuse): number {
  const halfPixel = (): number => Math.fround(Math.fround((output + 0.5) / Math.fround(scale)) - 0.5);
  if (coordinates === 'half_pixel') return halfPixel();
  if (coordinates === 'pytorch_half_pixel') return outputs > 1 ? halfPixel() : 0;
  if (coordinates === 'align_corners') return outputs === 1 ? 0 : Math.fround((output * (inputs - 1)) / (outputs - 1));
  if (coordinates === 'asymmetric') return Math.fround(output / Math.fround(scale));
  if (coordinates !== 'half_pixel_symmetric')
    return refuse('graph.attribute-not-handled', { attribute: 'coordinate_transformation_mode', value: coordinates });
  const adjustment = outputs / (scale * inputs);
  return (inputs / 2) * (1 - adjustment) + halfPixel();
}

const clamped = (place: number, inputs: number): number => Math.min(Math.max(place, 0), inputs - 1);

const roundings: Readonly<Record<string, (origin: number) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  round_prefer_floor: (origin) => Math.ceil(origin - 0.5),
  round_prefer_ceil: (origin) => Math.floor(origin + 0.5),
};

const rowsOf: Readonly<Record<string, (origin: number, resampling: Resampling, refuse: Refuse) => Row>> = {
  nearest(origin, { inputs, rounding }, refuse) {
    const round =
      ownEntry(roundings, rounding) ??
      refuse('graph.attribute-not-handled', { attribute: 'nearest_mode', value: rounding });
    return [[clamped(round(origin), inputs), 1]];
  },
  linear(origin, { inputs }) {
    const inside = clamped(origin, inputs);
    const left = Math.floor(inside);
    return [
      [left, 1 - (inside - left)],
      [clamped(left + 1, inputs), inside - left],
    ];
  },
  cubic(origin, resampling) {
    const left = Math.floor(origin);
    const taps = [left - 1, left, left + 1, left + 2];
    return normalised(
      taps.map((place) => [place, cubic(place - origin, resampling.cubicCoefficient)]),
      resampling,
    );
  },
};

/** Pixels beyond the edge left out, with the others' weights raised to 1, or taken from the edge. */
function normalised(row: Row, { inputs, excludesOutside }: Resampling): Row {
  if (!excludesOutside) return row.map(([place, weight]) => [clamped(place, inputs), weight]);
  const inside = row.filter(([place]) => place >= 0 && place < inputs);
  const total = inside.reduce((sum, [, weight]) => sum + weight, 0);
  return inside.map(([place, weight]) => [place, weight / total]);
}

function cubic(distance: number, a: number): number {
  const x = Math.abs(distance);
  if (x <= 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
}

/** The kernel is as wide as an output's pixel where that is larger than the input's. */
function antialiased(origin: number, resampling: Resampling, refuse: Refuse): Row {
  const { scale, mode, cubicCoefficient } = resampling;
  if (mode === 'nearest') refuse('graph.attribute-not-handled', { attribute: 'antialias', value: mode });
  const shrink = Math.min(scale, 1);
  const support = (mode === 'cubic' ? 2 : 1) / shrink;
  const first = Math.floor(origin + 1 - support);
  const length = Math.floor(origin + 1 + support) - first;
  const weightOf = (distance: number): number =>
    mode === 'cubic' ? cubic(distance, cubicCoefficient) : Math.max(0, 1 - Math.abs(distance));
  const weights = Array.from({ length }, (_, index) => weightOf((first + index - origin) * shrink));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return normalised(
    weights.map((weight, index) => [first + index, weight / total]),
    resampling,
  );
}
