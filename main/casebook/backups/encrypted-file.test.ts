import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FaultError } from '../../domain/faults/fault.ts';
import { decryptFile, describeEncrypted, encryptFile, isEncryptedFile } from './encrypted-file.ts';

let folder: string;
let plain: string;
let sealed: string;
let opened: string;
const passphrase = 'six small owls read at night';
const content = { version: 11, madeAt: '2026-12-01T09:30:00.000Z' };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'encrypted-'));
  [plain, sealed, opened] = ['plain', 'sealed', 'opened'].map((name) => join(folder, name)) as [string, string, string];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Bytes that differ from chunk to chunk. */
const bytesOf = (length: number): Buffer => Buffer.from(Uint8Array.from({ length }, (_, i) => (i >> 8) ^ i));

function encrypt(bytes: Buffer): Buffer {
  writeFileSync(plain, bytes);
  encryptFile(plain, sealed, { passphrase, content, cost: 2 });
  return readFileSync(sealed);
}

function faultOfOpening(bytes: Buffer, words = passphrase): string {
  writeFileSync(sealed, bytes);
  try {
    decryptFile(sealed, opened, words);
    return 'none';
  } catch (error) {
    if (error instanceof FaultError) return error.fault.code;
    throw error;
  }
}

test.each([0, 1, 2 ** 20, 2 ** 20 + 1, 3 * 2 ** 20])('gives back the %i bytes that were encrypted', (length) => {
  const bytes = bytesOf(length);
  const file = encrypt(bytes);
  if (length > 1) expect(file.includes(bytes.subarray(0, 64))).toBe(false);
  decryptFile(sealed, opened, passphrase);
  expect(readFileSync(opened).equals(bytes)).toBe(true);
  if (process.platform !== 'win32') expect(statSync(opened).mode & 0o777).toBe(0o600);
});

test('tells what it holds without the passphrase', () => {
  encrypt(bytesOf(10));
  expect(isEncryptedFile(sealed)).toBe(true);
  expect(isEncryptedFile(plain)).toBe(false);
  expect(describeEncrypted(sealed)).toEqual(content);
});

test('takes the passphrase however its letters are composed, and says of another that it is wrong', () => {
  writeFileSync(plain, 'x');
  encryptFile(plain, sealed, { passphrase: 'na\u00efve', content, cost: 2 });
  const file = readFileSync(sealed);
  expect(faultOfOpening(file, 'nai\u0308ve')).toBe('none');
  expect(faultOfOpening(file, 'naive')).toBe('backup.wrong-passphrase');
});

test('says of every changed byte, and of every cut, that the file was changed, and leaves nothing behind', () => {
  const file = encrypt(bytesOf(2 ** 20 + 100));
  const rest = 2 ** 20 + 16;
  const cuts = [30, 200, file.length - 1, file.length - 116, file.length - 116 - 5].map((end) => file.subarray(0, end));
  const flips = [25, 60, file.length - 10, file.length - rest].map((at) => {
    const changed = Buffer.from(file);
    changed[at]! ^= 1;
    return changed;
  });
  const header = file.length - (2 ** 20 + 100 + 32);
  const first = file.subarray(header, header + rest);
  const repeated = Buffer.concat([file.subarray(0, header), first, first, file.subarray(header + rest)]);
  for (const changed of [...cuts, ...flips, repeated, Buffer.concat([file, Buffer.from('more')])]) {
    expect(faultOfOpening(changed)).toBe('backup.changed');
  }
  expect(readdirSync(folder).toSorted()).toEqual(['plain', 'sealed']);
});

test('refuses a newer format, and a header that asks for more memory than we would give', () => {
  const file = encrypt(bytesOf(10));
  const newer = Buffer.from(file);
  newer.write('2', 'Overread encrypted '.length);
  expect(faultOfOpening(newer)).toBe('backup.newer');
  // The header starts behind the first line and its length, and its hash holds.
  const header = Buffer.from(
    file
      .subarray(25, 25 + file.readUInt32BE(21))
      .toString()
      .replace('"cost":2', '"cost":1099511627776'),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  const beginning = Buffer.concat([file.subarray(0, 21), length, header]);
  const hash = createHash('sha256').update(beginning).digest();
  expect(faultOfOpening(Buffer.concat([beginning, hash, Buffer.alloc(100)]))).toBe('backup.changed');
});
