import { expect, test } from 'vitest';
import { show } from '../../../tests/support/components/show.tsx';
import type { ListedFile } from '../../../main/domain/studies/screening-record.ts';
import { FileList } from './file-list.tsx';

const stored = (sentence: string) => ({ code: 'stored.sentence', details: { sentence } });
const files: readonly ListedFile[] = [
  { path: '/data/ward/a/bad_base', status: 'failed', fault: { code: 'image.unknown-format', details: {} } },
  { path: '/data/ward/b/bad_base', status: 'failed', fault: { code: 'image.breaks-off', details: {} } },
  { path: '/data/ward/b/1.dcm', status: 'refused', fault: stored('A lateral view, which is not read.') },
  { path: '/data/ward/copy.dcm', status: 'duplicate', sameAs: '/data/ward/a/2.dcm' },
];

test('files of one name are told apart by their paths below the common folder', async () => {
  const { getByRole, getByText } = await show(<FileList title="ward" files={files} />);
  await expect.element(getByText('In /data/ward/')).toBeVisible();
  await expect.element(getByText('a/bad_base')).toBeVisible();
  await expect.element(getByText('b/bad_base')).toBeVisible();
  await expect.element(getByText('Same image as /data/ward/a/2.dcm')).toBeVisible();
  expect(getByRole('listitem').elements()).toHaveLength(4);
});

test('shows one kind, or what a search finds', async () => {
  const { getByRole } = await show(<FileList title="ward" files={files} />);
  await getByRole('button', { name: 'Failed 2' }).click();
  await expect.poll(() => getByRole('listitem').elements().length).toBe(2);
  await getByRole('searchbox', { name: 'Search files and reasons' }).fill('break off');
  await expect.poll(() => getByRole('listitem').elements().length).toBe(1);
});
