import { expect, test, vi } from 'vitest';
import { show } from '../../../tests/support/components/show.tsx';
import { FolderBrowser } from './folder-browser.tsx';

const files = {
  roots: () => ['/data'],
  list: ({ path }: { path: string }) => ({
    path,
    parent: path === '/data' ? null : '/data',
    entries:
      path === '/data'
        ? [
            { name: 'b10.dcm', path: '/data/b10.dcm', kind: 'file' as const, sizeBytes: 2048 },
            { name: 'b9.dcm', path: '/data/b9.dcm', kind: 'file' as const, sizeBytes: 2048 },
            { name: 'ward', path: '/data/ward', kind: 'folder' as const, sizeBytes: null },
          ]
        : [],
  }),
};

test('says how many files and folders the open folder holds, and chooses it', async () => {
  const choose = vi.fn();
  const { getByRole, getByText } = await show(<FolderBrowser onClose={() => undefined} onChoose={choose} />, { files });
  await getByRole('button', { name: '/data' }).click();
  await expect.element(getByText('1 folder, 2 files here; folders inside are included.')).toBeVisible();
  await getByRole('button', { name: 'Choose this folder' }).click();
  expect(choose).toHaveBeenCalledWith('/data');
});

test('opens a path that is typed or pasted', async () => {
  const { getByRole, getByText } = await show(<FolderBrowser onClose={() => undefined} onChoose={() => undefined} />, {
    files,
  });
  await getByRole('textbox', { name: 'Path of the folder' }).fill('/data/ward');
  await getByRole('button', { name: 'Open' }).click();
  await expect.element(getByText('This folder is empty.')).toBeVisible();
  await getByRole('button', { name: 'Up' }).click();
  await expect.element(getByRole('textbox', { name: 'Path of the folder' })).toHaveValue('/data');
});

test('tells how to add a folder before one is chosen', async () => {
  const { getByText } = await show(<FolderBrowser onClose={() => undefined} onChoose={() => undefined} />, { files });
  await expect.element(getByText(/--root FOLDER/)).toBeVisible();
});
