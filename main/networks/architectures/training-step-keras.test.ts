import { expect, test } from 'vitest';
import fixture from '../../../tests/fixtures/networks-b.json' with { type: 'json' };
import { loweringFor } from '../../graph/convolutions/convolution-lowering.ts';
import { findChannelBlock } from '../../../tests/support/run-graph.ts';
import { deviationsOf } from '../../../tests/support/training-step.ts';

const expected = fixture.training.find(({ network }) => network === 'efficientnet-v2-b3')!;

test.each([
  ['as on a graphics card', loweringFor('cuda')],
  ['as on this processor', loweringFor('cpu', await findChannelBlock())],
])(
  'a step of training has the loss, gradients and running means of Keras: efficientnet-v2-b3, %s',
  async (_name, lowering) => {
    const { loss, gradients, statistics } = await deviationsOf(expected, lowering);
    expect(loss).toBeLessThan(1e-4);
    expect(gradients).toBeLessThan(1e-3);
    expect(statistics).toBeLessThan(1e-4);
  },
);
