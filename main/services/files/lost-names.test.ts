import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decoder } from '../../../tests/support/decoder.ts';
import { createFiles } from './allowed-files.ts';
import { collectFiles } from './collect-files.ts';
import { readSource } from './read-source.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lost-'));
});
afterEach(() => rm(root, { recursive: true }));

/** As ISO 8859-1 has it. */
const bytesOf = (name: string): Buffer => Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name, 'latin1')]);

// Windows and macOS have no such names.
describe.skipIf(process.platform !== 'linux')('a name that is not UTF-8 (skipped where no disk has one)', () => {
  test('is found by the bytes that are on the disk', async () => {
    await writeFile(bytesOf('Gr\u00f6\u00dfe.png'), 'one');
    const [found] = await collectFiles([root], { files: await createFiles(null), containers: decoder });
    const source = await readSource(found!.path);
    expect(source.ok && Buffer.from(source.value.bytes).toString()).toBe('one');
  });

  test('is the reason for which one of two that read alike, a link or a folder is not read', async () => {
    await writeFile(bytesOf('\u00f6.png'), 'one');
    await writeFile(bytesOf('\u00fc.png'), 'other');
    await symlink(bytesOf('\u00f6.png'), bytesOf('Gr\u00f6\u00dfe.png'));
    await mkdir(bytesOf('\u00f6\u00df'));
    const all = await collectFiles([root], { files: await createFiles(null), containers: decoder });
    const found = all.map(({ path }) => path);
    const names = ['Gr\ufffd\ufffde.png', '\ufffd.png', '\ufffd\ufffd'];
    expect(found).toEqual(names.map((name) => join(root, name)));
    expect(all.filter(({ leftOut }) => leftOut?.fault.code === 'file.name-not-utf8')).toHaveLength(2);
    for (const path of found)
      expect(await readSource(path)).toMatchObject({ ok: false, error: { code: 'file.name-not-utf8' } });
  });
});

test('a path that was given so is told why it leads nowhere', async () => {
  const files = await createFiles(null);
  expect(await files.check(join(root, 'Gr\ufffde.png'))).toMatchObject({ error: { code: 'file.name-not-utf8' } });
  expect(await files.check(join(root, 'a.png'))).toMatchObject({ error: { code: 'file.missing' } });
});
