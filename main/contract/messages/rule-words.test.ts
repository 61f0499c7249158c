import { expect, test } from 'vitest';
import { clauseOf } from '../../domain/messages/clause.ts';
import { ruleWords } from './rule-words.ts';

test('a threshold says why it is what it is, in the words of its time where it has no code', () => {
  expect(ruleWords(clauseOf('threshold.sensitivity-here', { sensitivity: 0.955 }))).toBe(
    'sensitivity at least 95.5 %, found on these cases',
  );
  const set = { sensitivity: 0.95, dataset: 'clinic', split: 'val' };
  expect(ruleWords(clauseOf('threshold.sensitivity-at-site-split', set))).toBe(
    'sensitivity at least 95 % on this site’s “clinic” (val)',
  );
  expect(ruleWords('95 % sensitivity on validation patients')).toBe('95 % sensitivity on validation patients');
});
