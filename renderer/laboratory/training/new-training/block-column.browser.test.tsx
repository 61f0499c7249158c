import { expect, test, vi } from 'vitest';
import { show } from '../../../../tests/support/components/show.tsx';
import { BlockColumn } from './block-column.tsx';

const blocks = [
  { name: 'stem', parameters: 1000, learning: 0, rate: null },
  { name: 'block1', parameters: 20_000, learning: 20_000, rate: 0.5 },
  { name: 'head', parameters: 200, learning: 200, rate: 1 },
] as const;

test('shows which blocks are trained and which are frozen, with the learning rate of each', async () => {
  const { getByRole } = await show(<BlockColumn blocks={blocks} />);
  await expect.element(getByRole('button', { name: /^stem/ })).toHaveAttribute('aria-pressed', 'false');
  await expect.element(getByRole('button', { name: /^stem.*frozen/ })).toBeVisible();
  await expect.element(getByRole('button', { name: /^block1 ×0\.5/ })).toHaveAttribute('aria-pressed', 'true');
});

test('a pressed block trains with all behind it', async () => {
  const depth = vi.fn();
  const { getByRole } = await show(<BlockColumn blocks={blocks} onDepth={depth} />);
  for (const name of [/^stem/, /^block1/, /^head/]) await getByRole('button', { name }).click();
  expect(depth.mock.calls).toEqual([['all'], ['last-1-block'], ['head']]);
});
