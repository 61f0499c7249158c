import { expect, test } from 'vitest';
import fixture from '../../../tests/fixtures/networks.json' with { type: 'json' };
import { deviationsOf } from '../../../tests/support/training-step.ts';

test.each(['densenet121', 'inception-v3'])(
  'a step of training has PyTorch’s loss, gradients and running statistics: %s',
  async (name) => {
    const { loss, gradients, statistics } = await deviationsOf(
      fixture.training.find(({ network }) => network === name)!,
    );
    expect(loss).toBeLessThan(1e-4);
    expect(gradients).toBeLessThan(1e-3);
    expect(statistics).toBeLessThan(1e-4);
  },
  // Thousands of nodes take ONNX Runtime seconds to open, and many on a busy machine.
  60_000,
);
