import { expect, test } from 'vitest';
import { reasonsFor } from './reasons.ts';

test('a case is proposed for each reason that weighs, and never without one', () => {
  expect(reasonsFor({ uncertainty: 0.95, disagreement: 0.3, novelty: 0.4 })).toEqual([
    'the models differ',
    'close to the operating point',
    'unlike what was read',
  ]);
  expect(reasonsFor({ uncertainty: 0.99, disagreement: 0, novelty: 0.01 })).toEqual(['close to the operating point']);
  expect(reasonsFor({ uncertainty: 0.1, disagreement: 0, novelty: 0 })).toEqual(['the models are sure of it']);
});
