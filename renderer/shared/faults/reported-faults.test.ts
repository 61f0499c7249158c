import { expect, test } from 'vitest';
import { currentFaults, dismissFault, reportFault } from './reported-faults.ts';

test('a later error does not replace an earlier one, which stays until it is read', () => {
  reportFault(new Error('first'), 'Of this.');
  reportFault(new Error('second'));
  const [first] = currentFaults();
  expect(currentFaults()).toHaveLength(2);
  dismissFault(first!.id);
  expect(currentFaults()).toMatchObject([{ error: { message: 'second' } }]);
  dismissFault(currentFaults()[0]!.id);
});
