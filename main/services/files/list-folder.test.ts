import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import * as disk from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFolderLister } from './list-folder.ts';

vi.mock('node:fs/promises', async (load) => {
  const real = await load<typeof disk>();
  return { ...real, stat: vi.fn(real.stat), realpath: vi.fn(real.realpath), opendir: vi.fn(real.opendir) };
});

const COUNT = 3_000;
let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'list-')));
  for (let i = 1; i <= COUNT; i++) writeFileSync(join(folder, `IM-${i}.dcm`), '');
  mkdirSync(join(folder, 'ward'));
  symlinkSync(join(folder, 'ward'), join(folder, 'a-link'));
  symlinkSync(tmpdir(), join(folder, 'a-link-out'));
  vi.clearAllMocks();
});
afterEach(() => rmSync(folder, { recursive: true }));

const create = () => createFolderLister({ isAllowed: (real) => real.startsWith(folder), isShown: () => true });

test('asks the disk only about the files of the page, however many the folder has', async () => {
  const list = create();
  const first = await list(folder, { offset: 0, limit: 10 });
  expect(first).toMatchObject({ folders: 2, files: COUNT });
  expect(first!.entries.map(({ name }) => name).slice(0, 4)).toEqual(['a-link', 'ward', 'IM-1.dcm', 'IM-2.dcm']);
  expect(vi.mocked(disk.stat).mock.calls.length).toBeLessThan(12);
  expect(vi.mocked(disk.realpath).mock.calls).toHaveLength(2);
});

test('goes on with the next page without reading the folder again, and begins anew with the first', async () => {
  const list = create();
  await list(folder, { offset: 0, limit: 500 });
  const next = await list(folder, { offset: 500, limit: 2 });
  expect(next!.entries.map(({ name }) => name)).toEqual(['IM-499.dcm', 'IM-500.dcm']);
  expect(disk.opendir).toHaveBeenCalledOnce();
  writeFileSync(join(folder, 'IM-0.dcm'), '');
  expect((await list(folder, { offset: 0, limit: 1 }))!.files).toBe(COUNT + 1);
});

test('all pages together hold each entry once', async () => {
  const list = create();
  const names: string[] = [];
  for (let offset = 0; offset < COUNT + 2; offset += 700)
    names.push(...(await list(folder, { offset, limit: 700 }))!.entries.map(({ name }) => name));
  expect(new Set(names).size).toBe(COUNT + 2);
  expect(names).toHaveLength(COUNT + 2);
});

test('is null for a folder that can’t be read', async () => {
  expect(await create()(join(folder, 'nowhere'), { offset: 0, limit: 1 })).toBeNull();
});
