import { expect, test } from 'vitest';
import { whyUnscored } from './finding-words.ts';

test('says "Not scored" once, whether a model refused the image or none has seen it', () => {
  expect(whyUnscored({ refusal: 'Not scored: this is a lateral view.' })).toBe('Not scored: this is a lateral view.');
  expect(whyUnscored({ refusal: null })).toBe('Not scored: no model has seen it yet.');
});
