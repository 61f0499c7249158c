import { expect, test } from 'vitest';
import { linearScale, nearestPoint, roundTicks } from './scale.ts';

test('a scale goes from values to pixels and back, and stays inside its axis', () => {
  const upwards = linearScale([0, 1], [200, 0]);
  expect(upwards.at(0.25)).toBe(150);
  expect(upwards.valueAt(150)).toBe(0.25);
  expect(upwards.valueAt(-40)).toBe(1);
});

test('ticks are round and carry no rounding noise', () => {
  expect(roundTicks([0, 1])).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(roundTicks([0, 37])).toEqual([0, 10, 20, 30]);
  expect(roundTicks([0.85, 1], 3)).toEqual([0.85, 0.9, 0.95, 1]);
  expect(roundTicks([2, 2])).toEqual([2]);
});

test('the nearest point is the one that styles nearest, whatever the axes measure', () => {
  const scales = { x: linearScale([0, 1], [0, 100]), y: linearScale([0, 1000], [100, 0]) };
  const points = [
    { x: 0, y: 0 },
    { x: 0.5, y: 900 },
    { x: 1, y: 1000 },
  ];
  expect(nearestPoint(points, [45, 20], scales)).toBe(1);
});
