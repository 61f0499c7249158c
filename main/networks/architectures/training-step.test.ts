import { describe, expect, test } from 'vitest';
import fixture from '../../../tests/fixtures/networks.json' with { type: 'json' };
import { cpuLowering, loweringFor } from '../../graph/convolutions/convolution-lowering.ts';
import { findChannelBlock } from '../../../tests/support/run-graph.ts';
import { deviationsOf, trainOnce } from '../../../tests/support/training-step.ts';

const channelBlock = await findChannelBlock();

const isWide = ({ network }: { network: string }): boolean => /densenet|inception/.test(network);

describe('a step of training has PyTorch’s loss, gradients and running statistics', () => {
  test.each(fixture.training.filter((step) => !isWide(step)))('$network', async (expected) => {
    const { loss, gradients, statistics } = await deviationsOf(expected);
    expect(loss).toBeLessThan(1e-4);
    expect(gradients).toBeLessThan(1e-3);
    expect(statistics).toBeLessThan(1e-4);
  });
});

test('Winograd’s rounding moves the gradients of VGG-16 by less than a hundredth', async () => {
  const expected = fixture.training.find(({ network }) => network === 'vgg16')!;
  const { loss, gradients } = await deviationsOf(expected, cpuLowering);
  expect(loss).toBeLessThan(1e-4);
  expect(gradients).toBeLessThan(1e-2);
});

test.skipIf(channelBlock === 0)(
  'so it is in blocks of channels: mobilenet-v3-small (skipped where the processor has no such layout)',
  async () => {
    const expected = fixture.training.find(({ network }) => network === 'mobilenet-v3-small')!;
    const { loss, gradients, statistics } = await deviationsOf(expected, loweringFor('cpu', channelBlock));
    expect(loss).toBeLessThan(1e-4);
    expect(gradients).toBeLessThan(1e-3);
    expect(statistics).toBeLessThan(1e-4);
  },
);

test.each(['resnet18', 'mobilenet-v3-small'])('steps of training lower the loss of %s', async (name) => {
  const expected = fixture.training.find(({ network }) => network === name)!;
  const { losses } = await trainOnce(expected, { steps: 3, learningRate: 1e-3 });
  expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  expect(losses[2]).toBeLessThan(losses[0]! - 0.01);
});
