import { expect, test } from 'vitest';
import { show } from '../../../tests/support/components/show.tsx';
import { defaultBudget } from '../../../main/domain/reading-budget.ts';
import { UnknownPatients } from './unknown-patients.tsx';

test('turns the flag into a refusal, and shows how it stands', async () => {
  const settings = { reader: 'Ada', backups: { isDaily: true, keep: 7 }, budget: defaultBudget, refusesUnknown: false };
  const { getByRole } = await show(<UnknownPatients />, {
    settings: { get: () => settings, setRefusesUnknown: (changed) => ({ ...settings, ...changed }) },
  });
  const refuse = getByRole('switch', { name: 'Refuse such images instead' });
  await expect.element(refuse).not.toBeChecked();
  await refuse.click();
  await expect.element(refuse).toBeChecked();
});
