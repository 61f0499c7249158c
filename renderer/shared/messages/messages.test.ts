import { expect, test } from 'vitest';
import { t } from './messages.ts';

test('has the messages before anything is loaded', () => {
  expect(t('common:tryAgain')).toBe('Try again');
});
