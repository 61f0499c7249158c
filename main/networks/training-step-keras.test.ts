import { expect, test } from 'vitest';
import fixture from '../../tests/fixtures/networks-b.json' with { type: 'json' };
import { deviationsOf } from './training-step.test-support.ts';

test('a step of training has the loss, gradients and running means of Keras: efficientnet-v2-b3', async () => {
  const expected = fixture.training.find(({ network }) => network === 'efficientnet-v2-b3')!;
  const { loss, gradients, statistics } = await deviationsOf(expected);
  expect(loss).toBeLessThan(1e-4);
  expect(gradients).toBeLessThan(1e-3);
  expect(statistics).toBeLessThan(1e-4);
});
