import { expect, test } from 'vitest';
import { show } from '../../../tests/support/components/show.tsx';
import { defaultBudget } from '../../../main/domain/reading-budget.ts';
import { ReadingLimits } from './reading-limits.tsx';

test('saves a limit that works when it is left, keeps one that does not, and goes back to the usual ones', async () => {
  const settings = { reader: 'Ada', backups: { isDaily: true, keep: 7 }, budget: defaultBudget, refusesUnknown: false };
  const { getByRole, getByLabelText, calls } = await show(<ReadingLimits />, {
    settings: {
      get: () => settings,
      setBudget: (limits) => ({ ...settings, budget: { ...defaultBudget, ...limits } as typeof defaultBudget }),
    },
  });
  const reset = getByRole('button', { name: 'Usual limits' });
  await expect.element(reset).toBeDisabled();
  // Saved when it is left, for the next field.
  const seconds = getByLabelText(/Time to open a file/);
  const pixels = getByLabelText(/Pixels of a frame/);
  await pixels.fill('100');
  await seconds.fill('0');
  await expect.element(seconds).toHaveAttribute('aria-invalid', 'true');
  await reset.click();
  await expect.element(pixels).toHaveValue(64);
  await expect.element(seconds).toHaveValue(20);
  await expect.element(reset).toBeDisabled();
  const saved = calls.filter(({ operation }) => operation === 'settings.setBudget').map(({ input }) => input);
  expect(saved).toEqual([{ megapixels: 100 }, defaultBudget]);
});
