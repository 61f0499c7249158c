import { expect, test } from 'vitest';
import fixture from '../../../tests/fixtures/networks-b.json' with { type: 'json' };
import type { ExpectedStep } from '../../../tests/support/training-step.ts';
import { deviationsOf, trainOnce } from '../../../tests/support/training-step.ts';

const steps: readonly ExpectedStep[] = fixture.training.filter(({ network }) => /^vit|attention/.test(network));

test.each(steps)('a step of training has PyTorch’s loss and gradients: $network', async (expected) => {
  const { loss, gradients } = await deviationsOf(expected);
  expect(loss).toBeLessThan(1e-4);
  expect(gradients).toBeLessThan(1e-3);
});

test.each(steps)('steps of all but convolutions lower the loss of $network', async (expected) => {
  const isChosen = (name: string): boolean => !name.startsWith('features.');
  const { losses } = await trainOnce(expected, { steps: 3, learningRate: 1e-2, isChosen });
  expect(losses[2]).toBeLessThan(losses[0]! - 1e-2);
});
