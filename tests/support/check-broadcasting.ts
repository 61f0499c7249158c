import { expect, test } from 'vitest';
import { gradientFaults, values } from './check-gradient.ts';

const shapes = [
  [
    [2, 3],
    [2, 3],
  ],
  [
    [2, 3, 4, 4],
    [3, 1, 1],
  ],
  [[4], [2, 3, 4]],
  [
    [2, 1, 4],
    [1, 3, 1],
  ],
  [[2, 3], []],
] as const;

/** The tests that every operator of two broadcast inputs has to pass; the range keeps inputs away from poles. */
export function testBroadcasting(op: string, range: readonly [low: number, high: number] = [-1, 1]): void {
  test.each(shapes)(`the gradient of ${op} holds for shapes %j and %j`, async (a, b) => {
    expect(await gradientFaults({ op, inputs: [values(a, 1, ...range), values(b, 2, ...range)] })).toEqual([]);
  });

  test(`the gradient of ${op} holds with an open batch`, async () => {
    const inputs = [values([2, 3, 4], 1, ...range), values([3, 1], 2, ...range)];
    expect(await gradientFaults({ op, inputs, openBatch: true })).toEqual([]);
  });
}

/** The same for operators of any number of inputs. */
export function testBroadcastingOfThree(op: string): void {
  test.each([
    [
      [2, 3],
      [2, 3],
      [2, 3],
    ],
    [[2, 3, 4], [4], [3, 1]],
    [[1, 4], [2, 3, 1], []],
  ])(`the gradient of ${op} holds for shapes %j, %j and %j`, async (...three) => {
    const inputs = three.map((dims, index) => values(dims, index));
    expect(await gradientFaults({ op, inputs })).toEqual([]);
  });
}
