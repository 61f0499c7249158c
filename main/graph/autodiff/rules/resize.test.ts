import { expect, test } from 'vitest';
import { float32, int64 } from '../../../domain/tensor.ts';
import { float, int, ints, string } from '../../ir/builder.ts';
import type { Attribute } from '../../ir/graph.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

const none = float32([0], []);

/** Of a [2, 3, 5, 4] image. */
async function faultsOf(
  [mode, coordinates, rounding = 'round_prefer_floor']: readonly string[],
  { scales, sizes }: { scales?: number[]; sizes?: number[] },
  more: Record<string, Attribute> = {},
): Promise<string[]> {
  const attributes = {
    mode: string(mode),
    coordinate_transformation_mode: string(coordinates),
    nearest_mode: string(rounding),
    ...more,
  };
  const x = values([2, 3, 5, 4], 1);
  const target = sizes === undefined ? [] : [int64([sizes.length], sizes)];
  const inputs = [x, none, scales === undefined ? none : float32([scales.length], scales), ...target];
  return gradientFaults({ op: 'Resize', inputs, attributes, withRespectTo: [0] });
}

const coordinates = ['half_pixel', 'pytorch_half_pixel', 'align_corners', 'asymmetric', 'half_pixel_symmetric'];
const kinds = ['nearest', 'linear', 'cubic'].flatMap((mode) => coordinates.map((each) => [mode, each]));
const roundings = ['round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil'];

test.each(kinds)('the gradient of Resize by %s, %s holds, larger and smaller', async (mode, each) => {
  expect(await faultsOf([mode, each], { sizes: [2, 3, 8, 3] })).toEqual([]);
  expect(await faultsOf([mode, each], { scales: [1, 1, 0.7, 2] })).toEqual([]);
  expect(await faultsOf([mode, each], { sizes: [2, 3, 1, 9] })).toEqual([]);
});

test.each(roundings)('the gradient of Resize to the nearest pixel holds with rounding %s', async (rounding) => {
  for (const each of coordinates) {
    expect(await faultsOf(['nearest', each, rounding], { scales: [1, 1, 2, 2] })).toEqual([]);
    expect(await faultsOf(['nearest', each, rounding], { sizes: [2, 3, 7, 2] })).toEqual([]);
  }
});

test('the gradient of Resize holds for cubic kernels that exclude what is outside', async () => {
  const more = { exclude_outside: int(1), cubic_coeff_a: float(-0.5) };
  expect(await faultsOf(['cubic', 'half_pixel'], { sizes: [2, 3, 8, 3] }, more)).toEqual([]);
});

test.each(['linear', 'cubic'])('the gradient of Resize holds with antialias, %s', async (mode) => {
  expect(await faultsOf([mode, 'half_pixel'], { sizes: [2, 3, 2, 9] }, { antialias: int(1) })).toEqual([]);
});

test('the gradient of Resize holds along named axes', async () => {
  expect(await faultsOf(['linear', 'half_pixel'], { scales: [2, 1.5] }, { axes: ints([2, -1]) })).toEqual([]);
});
