import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FaultError } from '../../domain/faults/fault.ts';
import { isArchive, listArchive, readArchived } from './archive.ts';

let folder: string;
let archive: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-'));
  archive = join(folder, 'study.zip');
});
afterEach(() => rm(folder, { recursive: true }));

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** Writes the archive; `change` edits its bytes. */
async function write(files: Zippable, change: (bytes: Buffer) => Buffer | void = () => undefined): Promise<void> {
  const bytes = Buffer.from(zipSync(files));
  await writeFile(archive, change(bytes) ?? bytes);
}

const namesOf = async (): Promise<readonly string[]> =>
  (await listArchive(archive)).map(({ parts }) => parts.join('/'));

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'fine',
    (error: unknown) => (error instanceof FaultError ? error.fault.code : String(error)),
  );

/** Where the record of an entry in the list of entries begins. */
const central = (bytes: Buffer): number => bytes.indexOf(Uint8Array.of(0x50, 0x4b, 1, 2));

test('packed and stored files are read by their paths, folders and accents included', async () => {
  await write({ 'größe/a.txt': text('packed '.repeat(100)), 'b.txt': [text('stored'), { level: 0 }], 'empty/': {} });
  expect(await isArchive(archive)).toBe(true);
  expect(await namesOf()).toEqual(['größe/a.txt', 'b.txt']);
  expect(Buffer.from(await readArchived(archive, join(archive, 'größe', 'a.txt'))).toString()).toMatch(
    /^(packed ){100}$/,
  );
  expect(Buffer.from(await readArchived(archive, join(archive, 'b.txt'))).toString()).toBe('stored');
  expect(await codeOf(readArchived(archive, join(archive, 'c.txt')))).toBe('file.gone');
});

test('a list of entries in 64 bits is read', async () => {
  await write({ a: text('one') }, (bytes) => {
    const [start, end] = [central(bytes), bytes.length - 22];
    const record = Buffer.alloc(56 + 20);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(1n, 32);
    record.writeBigUInt64LE(BigInt(end - start), 40);
    record.writeBigUInt64LE(BigInt(start), 48);
    record.writeUInt32LE(0x07064b50, 56);
    record.writeBigUInt64LE(BigInt(end), 64);
    const last = Buffer.from(bytes.subarray(end));
    last.fill(0xff, 10, 20);
    return Buffer.concat([bytes.subarray(0, end), record, last]);
  });
  expect(await namesOf()).toEqual(['a']);
});

test('names that lead out of the archive stay inside it', async () => {
  await write({ '../../etc/passwd': text('x'), '/root.txt': text('y') });
  expect((await listArchive(archive)).map(({ path }) => path)).toEqual([
    join(archive, 'etc', 'passwd'),
    join(archive, 'root.txt'),
  ]);
});

test('a ZIP file inside and what is encrypted or packed otherwise is named with the reason', async () => {
  await write({ 'inner.zip': zipSync({ a: text('x') }) });
  expect((await listArchive(archive))[0]?.fault?.code).toBe('archive.nested');
  await write({ secret: text('x') }, (bytes) => void bytes.writeUInt16LE(1, central(bytes) + 8));
  expect((await listArchive(archive))[0]?.fault?.code).toBe('archive.encrypted');
  await write({ other: text('x') }, (bytes) => void bytes.writeUInt16LE(14, central(bytes) + 10));
  expect((await listArchive(archive))[0]?.fault?.code).toBe('archive.unknown-method');
});

describe('an archive that is not what it says', () => {
  test('is refused as a whole where its list of entries is cut, claims too much or shares bytes', async () => {
    await write({ a: text('x') }, (bytes) => bytes.subarray(0, -1));
    expect(await codeOf(listArchive(archive))).toBe('archive.damaged');
    await write({ a: text('x') }, (bytes) => void bytes.writeUInt32LE(bytes.length, bytes.length - 6));
    expect(await codeOf(listArchive(archive))).toBe('archive.damaged');
    await write({ a: text('x') }, (bytes) => void bytes.writeUInt32LE(0xf0000000, central(bytes) + 24));
    expect(await codeOf(listArchive(archive))).toBe('archive.too-large');
    await write({ a: text('xyz'), b: text('x') }, (bytes) => {
      const second = bytes.lastIndexOf(Uint8Array.of(0x50, 0x4b, 1, 2));
      bytes.writeUInt32LE(0, second + 42);
    });
    expect(await codeOf(listArchive(archive))).toBe('archive.too-large');
  });

  test('makes no more bytes of an entry than it states, and checks them', async () => {
    const bomb = new Uint8Array(80 * 1024 * 1024);
    const path = join(archive, 'a');
    await write({ a: bomb });
    expect(await codeOf(readArchived(archive, path))).toBe('archive.too-large');
    await write({ a: bomb }, (bytes) => void bytes.writeUInt32LE(10, central(bytes) + 24));
    expect(await codeOf(readArchived(archive, path))).toBe('archive.entry-damaged');
    await write({ a: [text('stored'), { level: 0 }] }, (bytes) => void bytes.writeUInt8(0x53, 31));
    expect(await codeOf(readArchived(archive, path))).toBe('archive.entry-damaged');
  });
});
