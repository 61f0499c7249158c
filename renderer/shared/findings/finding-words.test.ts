import { expect, test } from 'vitest';
import { whyUnscored } from './finding-words.ts';

test('says "Not scored" once, whether a model refused the image or has not scored it yet', () => {
  expect(whyUnscored({ refusal: { code: 'unsuitable.lateral', details: {} } })).toMatch(
    /^Not scored: this is a lateral view/,
  );
  expect(whyUnscored({ refusal: null })).toBe('Not scored yet.');
});
