import { expect, test } from 'vitest';
import { show } from '../../../tests/support/components/show.tsx';
import { modelId } from '../../../main/domain/ids.ts';
import { ProbabilityBar } from './probability-bar.tsx';

const finding = {
  model: modelId.parse('chest-pneumonia'),
  label: 'PNEUMONIA',
  probability: 0.0012465475995595986,
  threshold: 0.34,
  positive: false,
  flags: [],
};

test('a screen reader hears the rounded number and what it means, not the raw one', async () => {
  const { getByRole } = await show(<ProbabilityBar finding={finding} />);
  const meter = getByRole('meter', { name: 'Pneumonia <0.01, below threshold 0.34 (chest-pneumonia)' });
  await expect.element(meter).toHaveAttribute('aria-valuetext', '<0.01, below threshold 0.34');
  await expect.element(meter).toHaveAttribute('aria-valuenow', '0');
});
