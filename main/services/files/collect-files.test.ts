import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFiles } from './allowed-files.ts';
import { collectFiles } from './collect-files.ts';
import { readSource } from './read-source.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'collect-'));
});
afterEach(() => rm(root, { recursive: true }));

// Root may read every folder, and Windows has no such permissions.
const mayReadAll = process.platform === 'win32' || process.geteuid?.() === 0;

test.skipIf(mayReadAll)(
  'a folder that may not be read is listed, and its reason told (skipped for root and on Windows)',
  async () => {
    const closed = join(root, 'a', 'closed');
    await mkdir(closed, { recursive: true });
    await writeFile(join(root, 'b.dcm'), '');
    await chmod(closed, 0o000);
    const found = await collectFiles([root], await createFiles(null));
    expect(found).toEqual([closed, join(root, 'b.dcm')]);
    expect(await readSource(closed)).toMatchObject({ ok: false, error: { code: 'file.no-permission' } });
    await chmod(closed, 0o700);
  },
);
