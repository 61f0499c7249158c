import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decoder } from '../../../tests/support/decoder.ts';
import { createFiles } from './allowed-files.ts';
import { collectFiles } from './collect-files.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'collect-'));
});
afterEach(() => rm(root, { recursive: true }));

/** Name and outcome of everything below the folder: `read`, or why it is not. */
async function outcomes(roots: readonly string[] | null = null): Promise<Record<string, string>> {
  const found = await collectFiles([root], { files: await createFiles(roots), containers: decoder });
  return Object.fromEntries(
    found.map(({ path, leftOut }) => [basename(path), leftOut ? `${leftOut.status} ${leftOut.fault.code}` : 'read']),
  );
}

// Root may read every folder, and Windows has no such permissions.
const mayReadAll = process.platform === 'win32' || process.geteuid?.() === 0;

test.skipIf(mayReadAll)('a folder that may not be read is listed (skipped for root and on Windows)', async () => {
  const closed = join(root, 'a', 'closed');
  await mkdir(closed, { recursive: true });
  await writeFile(join(root, 'b.dcm'), '');
  await chmod(closed, 0o000);
  expect(await outcomes()).toEqual({ closed: 'failed file.folder-closed', 'b.dcm': 'read' });
  await chmod(closed, 0o700);
});

test.skipIf(process.platform === 'win32')(
  'links that lead nowhere or out of bounds and what is no file are listed with the reason (skipped on Windows)',
  async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'));
    await symlink(outside, join(root, 'out'));
    await symlink(join(root, 'nothing'), join(root, 'broken'));
    await symlink('circle', join(root, 'circle'));
    await symlink('/dev/zero', join(root, 'zero'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const expected = {
      broken: 'failed file.link-nowhere',
      circle: 'failed file.link-nowhere',
      pipe: 'failed file.special',
    };
    expect(await outcomes()).toEqual({ ...expected, zero: 'failed file.special' });
    expect(await outcomes([root])).toEqual({
      ...expected,
      out: 'failed file.forbidden',
      zero: 'failed file.forbidden',
    });
    await rm(outside, { recursive: true });
  },
);

test.skipIf(process.platform !== 'linux')(
  'a path that is too long is listed (skipped where limits differ)',
  async () => {
    // Made step by step, for the whole path can't be named at once.
    const name = 'n'.repeat(200);
    execFileSync('bash', ['-c', `cd "${root}" && for i in {1..25}; do mkdir ${name} && cd ${name}; done`]);
    expect(Object.values(await outcomes())).toEqual(['failed file.path-too-long']);
    execFileSync('rm', ['-rf', join(root, name)]);
  },
);

test('what systems leave behind is ignored, and a folder called dicomdir is a folder', async () => {
  await mkdir(join(root, 'dicomdir'));
  await mkdir(join(root, '.git'));
  for (const file of ['.DS_Store', 'Thumbs.db', 'dicomdir/IM1', '.git/config']) await writeFile(join(root, file), 'x');
  expect(await outcomes()).toEqual({
    '.DS_Store': 'ignored file.hidden',
    '.git': 'ignored file.hidden',
    'Thumbs.db': 'ignored file.hidden',
    IM1: 'read',
  });
});
