import { expect, test, vi } from 'vitest';
import { show } from '../../../tests/support/components/show.tsx';
import { FolderBrowser } from './folder-browser.tsx';

const files = {
  roots: () => ['/data'],
  list: ({ path }: { path: string }) => ({
    path,
    folders: path === '/data' ? 1 : 0,
    files: path === '/data' ? 2 : 0,
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

test('a ZIP file may be chosen where it is taken', async () => {
  const choose = vi.fn();
  const zip = { name: 'disc.zip', path: '/data/disc.zip', kind: 'file' as const, sizeBytes: 2048 };
  const list = () => ({ path: '/data', parent: null, folders: 0, files: 1, entries: [zip] });
  const { getByRole } = await show(<FolderBrowser takesArchives onClose={() => undefined} onChoose={choose} />, {
    files: { ...files, list },
  });
  await getByRole('button', { name: '/data' }).click();
  await getByRole('button', { name: /^disc\.zip/ }).click();
  expect(choose).toHaveBeenCalledWith('/data/disc.zip');
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

test('reads a large folder page by page as it is scrolled', async () => {
  const all = Array.from({ length: 120 }, (_, i) => `IM-${i}.dcm`);
  const list = ({ path, offset = 0 }: { path: string; offset?: number | undefined }) => ({
    path,
    parent: null,
    folders: 0,
    files: all.length,
    entries: all.slice(offset, offset + 50).map((name) => {
      return { name, path: `${path}/${name}`, kind: 'file' as const, sizeBytes: 1 };
    }),
  });
  const { getByRole, getByText, calls } = await show(
    <FolderBrowser onClose={() => undefined} onChoose={() => undefined} />,
    { files: { ...files, list } },
  );
  await getByRole('button', { name: '/data' }).click();
  await expect.element(getByText('0 folders, 120 files here; folders inside are included.')).toBeVisible();
  const pages = (): number => calls.filter(({ operation }) => operation === 'files.list').length;
  expect(pages()).toBe(1);
  getByText('IM-49.dcm').element().scrollIntoView();
  await expect.poll(pages).toBe(2);
  await expect.element(getByText('IM-99.dcm')).toBeInTheDocument();
});
