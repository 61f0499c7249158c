import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FaultError } from '../../domain/faults/fault.ts';
import { readRegularFile } from './read-regular-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regular-'));
});
afterEach(() => rm(folder, { recursive: true }));

const codeOf = (path: string, mostBytes?: number): Promise<string> =>
  readRegularFile(path, mostBytes).then(
    () => 'read',
    (error: unknown) =>
      error instanceof FaultError ? error.fault.code : String((error as NodeJS.ErrnoException).code),
  );

test('a file is read to its end, also through a link', async () => {
  await writeFile(join(folder, 'a'), 'content');
  await symlink(join(folder, 'a'), join(folder, 'link'));
  expect((await readRegularFile(join(folder, 'link'))).toString()).toBe('content');
});

test('a folder, a missing file and one above the limit are told apart', async () => {
  await mkdir(join(folder, 'inside'));
  await writeFile(join(folder, 'large'), '');
  await truncate(join(folder, 'large'), 11);
  expect(await codeOf(join(folder, 'inside'))).toBe('file.is-folder');
  expect(await codeOf(join(folder, 'missing'))).toBe('ENOENT');
  expect(await codeOf(join(folder, 'large'), 10)).toBe('file.too-large');
  expect(await codeOf(join(folder, 'large'), 11)).toBe('read');
});

describe.skipIf(process.platform === 'win32')('what is no file (skipped on Windows, which has none in folders)', () => {
  test('a pipe without a writer, a device without an end, a socket and links to them are refused at once', async () => {
    const [pipe, link, socket] = ['pipe', 'link', 'socket'].map((name) => join(folder, name));
    execFileSync('mkfifo', [pipe!]);
    await symlink('/dev/zero', link!);
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(socket, resolve));
    for (const path of [pipe!, '/dev/zero', link!, socket!]) expect(await codeOf(path)).toBe('file.special');
    server.close();
  });
});
