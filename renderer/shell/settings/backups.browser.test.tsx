import { expect, test } from 'vitest';
import { show } from '../../../tests/support/components/show.tsx';
import type { BackupOverview } from '../../../main/contract/backups.ts';
import type { Backup } from '../../../main/domain/backup.ts';
import { Backups } from './backups.tsx';

const backup: Backup = {
  name: 'casebook 2026-12-01T09-30-00Z manual.sqlite.encrypted',
  path: '/home/ada/overread/backups/casebook 2026-12-01T09-30-00Z manual.sqlite.encrypted',
  madeAt: '2026-12-01T09:30:00.000Z',
  bytes: 3_145_728,
  reason: 'manual',
  version: 11,
  isEncrypted: true,
};
const overview: BackupOverview = {
  folder: '/home/ada/overread/backups',
  backups: [backup, { ...backup, name: 'other', reason: 'daily', isEncrypted: false, version: null }],
  schedule: { isDaily: true, keep: 7 },
  fault: { code: 'backup.no-casebook', details: {} },
  isRestoreReady: false,
};

test('lists the backups, and restores one at the next start with its passphrase, unless one thinks again', async () => {
  const { getByRole, getByText, getByLabelText, calls } = await show(<Backups />, {
    backups: {
      overview: () => overview,
      restore: () => ({ ...overview, isRestoreReady: true }),
      cancelRestore: () => overview,
    },
  });
  await expect.element(getByText(/could not be made. There is no casebook/)).toBeVisible();
  const row = getByRole('row', { name: /by hand/ });
  await expect.element(row.getByText('3.0 MB')).toBeVisible();
  await row.getByRole('button').click();
  const confirm = getByRole('button', { name: 'Restore at next start' });
  await expect.element(confirm).toBeDisabled();
  await getByLabelText('Passphrase').fill('six owls');
  await confirm.click();
  await getByRole('button', { name: 'Keep the present casebook' }).click();
  await expect.element(getByText(/A backup is ready/)).not.toBeInTheDocument();
  expect(calls.find(({ operation }) => operation === 'backups.restore')?.input).toEqual({
    name: backup.name,
    passphrase: 'six owls',
  });
});

test('makes an encrypted backup when the passphrase was typed twice, and saves the schedule', async () => {
  const { getByRole, getByLabelText, getByText, calls } = await show(<Backups />, {
    backups: {
      overview: () => ({ ...overview, backups: [], fault: null }),
      make: () => ({ ...overview, fault: null }),
      setSchedule: ({ isDaily, keep }) => ({ ...overview, fault: null, schedule: { isDaily, keep } }),
    },
  });
  await expect.element(getByText('There is no backup yet.')).toBeVisible();
  await getByRole('button', { name: /Make a backup now/ }).click();
  await getByRole('switch', { name: /Encrypt/ }).click();
  await getByLabelText('Passphrase', { exact: true }).fill('six owls');
  await getByLabelText('Passphrase once more').fill('six');
  await expect.element(getByRole('button', { name: 'Make backup' })).toBeDisabled();
  await getByLabelText('Passphrase once more').fill('six owls');
  await getByRole('button', { name: 'Make backup' }).click();
  await expect.element(getByRole('table', { name: 'Backups of this casebook' })).toBeVisible();
  await getByRole('switch', { name: /each day/ }).click();
  await expect.element(getByLabelText('Daily backups to keep')).toBeDisabled();
  expect(calls.filter(({ operation }) => operation !== 'backups.overview').map(({ input }) => input)).toEqual([
    { passphrase: 'six owls' },
    { isDaily: false, keep: 7 },
  ]);
});
