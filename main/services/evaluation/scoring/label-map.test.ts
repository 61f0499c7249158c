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

test('a label that is called like what all objects inherit is decided by the person, too', () => {
  expect(completeMap(['WELL', 'constructor'], ['WELL', 'ILL'], {})).toMatchObject({
    ok: false,
    error: { code: 'evaluation.undecided-labels', details: { labels: ['constructor'] } },
  });
});
