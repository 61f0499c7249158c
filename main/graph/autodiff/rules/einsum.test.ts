import { expect, test } from 'vitest';
import { string } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

const equations: [equation: string, ...shapes: number[][]][] = [
  ['ij,jk->ik', [2, 3], [3, 4]],
  ['bhid,bhjd->bhij', [2, 2, 3, 4], [2, 2, 5, 4]],
  ['bhij,bhjd->bihd', [2, 2, 3, 4], [2, 2, 4, 5]],
  ['nchw,co->nohw', [2, 3, 2, 2], [3, 4]],
  ['...ij,jk->...ik', [2, 2, 3, 4], [4, 5]],
  ['...i,...i->...', [2, 3, 4], [2, 1, 4]],
  ['ij,jk', [2, 3], [3, 4]],
  ['i,j->ij', [3], [4]],
  ['ijk->kij', [2, 3, 4]],
  ['ijk->j', [2, 3, 4]],
  ['ijk,j->i', [2, 3, 4], [3]],
  ['ij,jk,kl->il', [2, 3], [3, 4], [4, 2]],
];

test.each(equations)('the gradient of Einsum holds for %s', async (equation, ...shapes) => {
  const inputs = shapes.map((dims, index) => values(dims, index + 1));
  const attributes = { equation: string(equation) };
  expect(await gradientFaults({ op: 'Einsum', inputs, attributes })).toEqual([]);
});

test('the gradient of Einsum holds with an open batch', async () => {
  const inputs = [values([2, 3, 4], 1), values([4, 5], 2)];
  const attributes = { equation: string('bij,jk->bik') };
  expect(await gradientFaults({ op: 'Einsum', inputs, attributes, openBatch: true })).toEqual([]);
});
