import { afterEach, expect, test } from 'vitest';
import { show } from '../../tests/support/components/show.tsx';
import { setConnection } from '../shared/connection/connection.ts';
import { ConnectionBanner } from './connection-banner.tsx';

afterEach(() => setConnection('open'));

test('says that the workstation is gone, and goes when it is back', async () => {
  const { getByRole } = await show(<ConnectionBanner />);
  setConnection('lost');
  await expect.element(getByRole('alert').getByText('Overread does not answer.')).toBeVisible();
  setConnection('open');
  await expect.element(getByRole('alert')).not.toBeInTheDocument();
});

test('tells how to sign in again, and refuses what is no address of Overread', async () => {
  const { getByRole, getByText } = await show(<ConnectionBanner />);
  setConnection('signedOut');
  await expect.element(getByRole('dialog', { name: 'This page is no longer signed in' })).toBeVisible();
  await getByRole('textbox', { name: 'Address printed by Overread' }).fill('http://127.0.0.1:4777/');
  await getByRole('button', { name: 'Sign in' }).click();
  await expect.element(getByText(/This is not an address that Overread prints/)).toBeVisible();
});
