import { float32, int64 } from '../../../main/domain/tensor.ts';
import { float, int, ints, string } from '../../../main/graph/ir/builder.ts';
import type { Attribute } from '../../../main/graph/ir/graph.ts';
import { values } from '../check-gradient.ts';
import type { GradientCases, NamedCase } from './gradient-cases.ts';

interface Resizing {
  readonly mode: string;
  readonly coordinates: string;
  readonly rounding?: string;
  readonly scales?: readonly number[];
  readonly sizes?: readonly number[];
  readonly more?: Readonly<Record<string, Attribute>>;
}

/** Resizes a [2, 3, 5, 4] image. */
function resize(resizing: Resizing): NamedCase {
  const { mode, coordinates, rounding = 'round_prefer_floor', scales = [], sizes, more } = resizing;
  const target = sizes === undefined ? [] : [int64([sizes.length], sizes)];
  const by = sizes === undefined ? `scaled by [${scales.join()}]` : `to [${sizes.join()}]`;
  const others = more === undefined ? '' : `, with ${Object.keys(more).join(', ')}`;
  return {
    name: `by ${mode}, ${coordinates}, ${rounding}, ${by}${others}`,
    inputs: [values([2, 3, 5, 4], 1), float32([0], []), float32([scales.length], scales), ...target],
    attributes: {
      mode: string(mode),
      coordinate_transformation_mode: string(coordinates),
      nearest_mode: string(rounding),
      ...more,
    },
    withRespectTo: [0],
  };
}

const everyCoordinates = ['half_pixel', 'pytorch_half_pixel', 'align_corners', 'asymmetric', 'half_pixel_symmetric'];

export const resizeCases: GradientCases = {
  Resize: [
    ...['nearest', 'linear', 'cubic'].flatMap((mode) =>
      everyCoordinates.flatMap((coordinates) => [
        resize({ mode, coordinates, sizes: [2, 3, 8, 3] }),
        resize({ mode, coordinates, scales: [1, 1, 0.7, 2] }),
        resize({ mode, coordinates, sizes: [2, 3, 1, 9] }),
      ]),
    ),
    ...['round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil'].flatMap((rounding) =>
      everyCoordinates.flatMap((coordinates) => [
        resize({ mode: 'nearest', coordinates, rounding, scales: [1, 1, 2, 2] }),
        resize({ mode: 'nearest', coordinates, rounding, sizes: [2, 3, 7, 2] }),
      ]),
    ),
    resize({
      mode: 'cubic',
      coordinates: 'half_pixel',
      sizes: [2, 3, 8, 3],
      more: { exclude_outside: int(1), cubic_coeff_a: float(-0.5) },
    }),
    ...['linear', 'cubic'].map((mode) =>
      resize({ mode, coordinates: 'half_pixel', sizes: [2, 3, 2, 9], more: { antialias: int(1) } }),
    ),
    resize({ mode: 'linear', coordinates: 'half_pixel', scales: [2, 1.5], more: { axes: ints([2, -1]) } }),
  ],
};
