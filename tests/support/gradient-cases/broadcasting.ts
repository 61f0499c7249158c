/** Cases that every operator of broadcast inputs has to pass; the range keeps inputs away from poles. */
import { values } from '../check-gradient.ts';
import type { NamedCase } from './gradient-cases.ts';

const pairs = [
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

export function casesOfTwo(range: readonly [low: number, high: number] = [-1, 1]): NamedCase[] {
  return [
    ...pairs.map(([a, b]) => ({
      name: `for shapes [${a.join()}] and [${b.join()}]`,
      inputs: [values(a, 1, ...range), values(b, 2, ...range)],
    })),
    {
      name: 'with an open batch',
      inputs: [values([2, 3, 4], 1, ...range), values([3, 1], 2, ...range)],
      openBatch: true,
    },
  ];
}

const triples = [
  [
    [2, 3],
    [2, 3],
    [2, 3],
  ],
  [[2, 3, 4], [4], [3, 1]],
  [[1, 4], [2, 3, 1], []],
];

export function casesOfThree(): NamedCase[] {
  return triples.map((shapes) => ({
    name: `for shapes ${shapes.map((dims) => `[${dims.join()}]`).join(', ')}`,
    inputs: shapes.map((dims, index) => values(dims, index)),
  }));
}
