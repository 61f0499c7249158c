import { expect, test } from 'vitest';
import { durationParts } from './duration.ts';

test.each([
  [-1, { unit: 'seconds', seconds: 0 }],
  [0.2, { unit: 'seconds', seconds: 1 }],
  [119, { unit: 'seconds', seconds: 119 }],
  [120, { unit: 'minutes', minutes: 2 }],
  [7141, { unit: 'hours', hours: 2, minutes: 0 }],
  [3 * 3600 + 61, { unit: 'hours', hours: 3, minutes: 2 }],
])('%s s is %o', (seconds, parts) => {
  expect(durationParts(seconds)).toEqual(parts);
});
