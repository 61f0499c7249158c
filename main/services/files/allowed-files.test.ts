import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decoder } from '../../../tests/support/decoder.ts';
import { collectFiles } from './collect-files.ts';
import { createFiles } from './allowed-files.ts';

const page = { offset: 0, limit: 500 };

let base: string;
let root: string;

function write(...path: string[]): void {
  const file = join(base, ...path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, 'x');
}

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'files-')));
  root = join(base, 'root');
  write('root', 'b10.dcm');
  write('root', 'b9.dcm');
  write('root', '.hidden');
  write('root', 'DICOMDIR');
  write('root', 'study', 'a.dcm');
  write('root', 'study', '.git', 'config');
  write('root-of-others', 'secret.dcm');
  write('outside', 'secret.dcm');
  symlinkSync(join(base, 'outside'), join(root, 'link-out'));
  symlinkSync(join(base, 'outside', 'secret.dcm'), join(root, 'file-out.dcm'));
  symlinkSync(root, join(root, 'study', 'loop'));
  symlinkSync(join(base, 'nowhere'), join(root, 'broken'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

describe('the folder browser', () => {
  test('lists folders first, then files by their numbers, without what is hidden or leads out', async () => {
    const files = await createFiles([root]);
    const listing = await files.list(root, page);
    expect(listing).toMatchObject({ ok: true, value: { path: root, parent: null } });
    expect(listing.ok && listing.value.entries.map(({ name, kind, sizeBytes }) => [name, kind, sizeBytes])).toEqual([
      ['study', 'folder', null],
      ['b9.dcm', 'file', 1],
      ['b10.dcm', 'file', 1],
      ['DICOMDIR', 'file', 1],
    ]);
  });

  test('names the way up, but not out of a root', async () => {
    const files = await createFiles([root]);
    expect(await files.list(join(root, 'study'), page)).toMatchObject({ ok: true, value: { parent: root } });
  });

  test.each([
    ['above the root', (): string => base],
    ['reached by ..', (): string => join(root, '..', 'outside')],
    ['written with ..', (): string => `${root}/study/../../outside`],
    ['reached by a link to a folder', (): string => join(root, 'link-out')],
    ['reached through a link', (): string => join(root, 'link-out', 'secret.dcm')],
    ['whose name only starts like the root', (): string => join(base, 'root-of-others')],
    ['of the system', (): string => '/etc'],
    ['that does not exist, outside', (): string => join(base, 'nothing')],
  ])('never opens a path %s', async (_claim, path) => {
    const files = await createFiles([root]);
    expect(await files.list(path(), page)).toMatchObject({ ok: false, error: { code: 'file.forbidden' } });
    expect(await files.check(path())).toMatchObject({ ok: false, error: { code: 'file.forbidden' } });
  });

  test('says so when a folder inside is gone', async () => {
    const files = await createFiles([root]);
    expect(await files.check(join(root, 'gone'))).toMatchObject({ ok: false, error: { code: 'file.missing' } });
  });

  test('works below a root that is itself a link', async () => {
    symlinkSync(root, join(base, 'alias'));
    const files = await createFiles([join(base, 'alias')]);
    expect(files.roots).toEqual([root]);
    expect(await files.check(join(base, 'alias', 'b9.dcm'))).toMatchObject({ ok: true });
  });

  test('offers no file as a folder, though the file may be read, and nothing beside it', async () => {
    const file = join(base, 'outside', 'secret.dcm');
    const files = await createFiles([root, file]);
    expect(files.roots).toEqual([root]);
    expect(await files.check(file)).toMatchObject({ ok: true });
    expect(await files.list(join(base, 'outside'), page)).toMatchObject({
      ok: false,
      error: { code: 'file.forbidden' },
    });
  });

  test('does not exist where there are native dialogs', async () => {
    const files = await createFiles(null);
    expect(files.roots).toEqual([]);
    expect((await files.list(root, page)).ok).toBe(false);
    expect((await files.check(join(base, 'outside', 'secret.dcm'))).ok).toBe(true);
  });
});

describe('collecting files', () => {
  test('walks deeply, leaves out what is hidden and DICOMDIR, and ends in spite of a loop of links', async () => {
    const files = await createFiles([root]);
    const found = await collectFiles([root], { files, containers: decoder });
    expect(found.flatMap(({ path, leftOut }) => (leftOut ? [] : [path]))).toEqual([
      join(root, 'b9.dcm'),
      join(root, 'b10.dcm'),
      join(root, 'study', 'a.dcm'),
    ]);
  });

  test('follows links where everything may be read', async () => {
    const files = await createFiles(null);
    const found = (await collectFiles([root], { files, containers: decoder })).map(({ path }) => path);
    expect(found).toContain(join(root, 'link-out', 'secret.dcm'));
    expect(found).toContain(join(root, 'file-out.dcm'));
  });

  test('takes a file that was named itself, hidden or missing, once', async () => {
    const files = await createFiles(null);
    const named = [join(root, '.hidden'), join(root, '.hidden'), join(root, 'missing.dcm')];
    expect(await collectFiles(named, { files, containers: decoder })).toEqual([
      { path: join(root, '.hidden'), isNamed: true },
      { path: join(root, 'missing.dcm'), isNamed: true },
    ]);
  });
});
