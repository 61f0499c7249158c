import { expect, test } from 'vitest';
import { completeMap } from './label-map.ts';

test('a meaning for a label that the dataset does not have is refused, as it would change nothing', () => {
  const known = ['NORMAL', 'PNEUMONIA'];
  expect(completeMap(['normal', 'ILL'], known, { ILL: { kind: 'label', label: 'PNEUMONIA' } })).toMatchObject({
    ok: true,
    value: { normal: { label: 'NORMAL' }, ILL: { label: 'PNEUMONIA' } },
  });
  expect(completeMap(['normal'], known, { ILL: { kind: 'leftOut' } })).toMatchObject({
    ok: false,
    error: { code: 'evaluation.no-such-label', details: { label: 'ILL', labels: ['normal'] } },
  });
});
