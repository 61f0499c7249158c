import { expect, test, vi } from 'vitest';
import { show } from '../../../tests/support/components/show.tsx';
import { FaultNotice } from './fault-notice.tsx';

test('says what it happened to, keeps the details folded, and tries again when asked', async () => {
  const retry = vi.fn();
  const { getByRole, getByText } = await show(
    <FaultNotice error={new TypeError('Failed to fetch')} about="The list was not loaded." onRetry={retry} />,
  );
  await expect.element(getByRole('alert').getByText('The list was not loaded.')).toBeVisible();
  await expect.element(getByText('TypeError: Failed to fetch')).not.toBeVisible();
  await getByText('Details').click();
  await expect.element(getByText('TypeError: Failed to fetch')).toBeVisible();
  await getByRole('button', { name: 'Try again' }).click();
  expect(retry).toHaveBeenCalledOnce();
});
