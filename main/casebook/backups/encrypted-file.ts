/**
 * A file encrypted by a passphrase: AES-256-GCM in chunks, with a key that scrypt makes of the passphrase.
 *
 *     "Overread encrypted 1\n"  the format's version
 *     4 bytes                   length of the header
 *     header                    JSON: parameters and salt of scrypt, prefix of the nonces, what is told of the content
 *     32 bytes                  SHA-256 of all before: tells a damaged header from a wrong passphrase
 *     32 bytes                  HMAC-SHA-256 of all before, under half of scrypt's key
 *     chunks                    each of up to 1 MiB and its tag of 16 bytes
 *
 * The nonce of a chunk is the prefix, the chunk's number and whether it is the last (the STREAM construction), so that no
 * chunk can be left out, moved or cut off.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, scryptSync } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { faultError } from '../../domain/faults/fault.ts';
import { requireFile } from '../database/require-file.ts';
import { writeWhole } from '../database/unfinished-file.ts';

const MAGIC = Buffer.from('Overread encrypted 1\n');
/** The format's name, without its version. */
const FAMILY = MAGIC.subarray(0, -2);
const CHUNK = 2 ** 20;
const TAG = 16;
const HASH = 32;
const HEADER_LIMIT = 2 ** 16;

/** 128 MB and about half a second a try. */
const COST = 2 ** 17;
/** A header from outside must not ask for more than this: 1 GB. */
const HIGHEST_COST = 2 ** 20;

const base64 = (bytes: number): z.ZodType<string> =>
  z.string().refine((text) => Buffer.from(text, 'base64').length === bytes);

const headerOf = z.object({
  scrypt: z.object({
    cost: z.number().refine((cost) => cost >= 2 && cost <= HIGHEST_COST && Number.isInteger(Math.log2(cost))),
    salt: base64(16),
  }),
  noncePrefix: base64(7),
  content: z.object({ version: z.number().int().nullable(), madeAt: z.string() }),
});
type Header = z.infer<typeof headerOf>;

/** Told without the passphrase. */
export type EncryptedContent = Header['content'];

interface Keys {
  readonly cipher: Buffer;
  readonly header: Buffer;
}

function keysOf(passphrase: string, { cost, salt }: Header['scrypt']): Keys {
  // The same passphrase, however the keyboard composes its letters.
  const bytes = Buffer.from(passphrase.normalize('NFKC'));
  const parameters = { N: cost, r: 8, p: 1, maxmem: 2 ** 28 + 1024 * cost };
  const key = scryptSync(bytes, Buffer.from(salt, 'base64'), 64, parameters);
  return { cipher: key.subarray(0, 32), header: key.subarray(32) };
}

function nonceOf({ noncePrefix }: Header, chunk: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.set(Buffer.from(noncePrefix, 'base64'));
  nonce.writeUInt32BE(chunk, 7);
  nonce[11] = Number(isLast);
  return nonce;
}

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
const hmac = (key: Buffer, bytes: Buffer): Buffer => createHmac('sha256', key).update(bytes).digest();

function lengthBytes(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

function readFully(file: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const more = readSync(file, bytes, read, length - read, null);
    if (more === 0) return bytes.subarray(0, read);
    read += more;
  }
  return bytes;
}

function writeFully(file: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}

/** Fills a new file, in one go. */
function fillWhole(path: string, fill: (file: number) => void): void {
  writeWhole(path, (unfinished) => {
    const file = openSync(unfinished, 'w');
    try {
      fill(file);
    } finally {
      closeSync(file);
    }
  });
}

function withFile<T>(path: string, work: (file: number) => T): T {
  requireFile(path);
  const file = openSync(path, 'r');
  try {
    return work(file);
  } finally {
    closeSync(file);
  }
}

export interface EncryptOptions {
  readonly passphrase: string;
  readonly content: EncryptedContent;
  /** The cost of scrypt, a power of two. */
  readonly cost?: number;
}

export function encryptFile(from: string, to: string, { passphrase, content, cost = COST }: EncryptOptions): void {
  const header: Header = {
    scrypt: { cost, salt: randomBytes(16).toString('base64') },
    noncePrefix: randomBytes(7).toString('base64'),
    content,
  };
  const keys = keysOf(passphrase, header.scrypt);
  const json = Buffer.from(JSON.stringify(header));
  const beginning = Buffer.concat([MAGIC, lengthBytes(json.length), json]);
  const checked = Buffer.concat([beginning, sha256(beginning)]);
  withFile(from, (source) =>
    fillWhole(to, (file) => {
      writeFully(file, Buffer.concat([checked, hmac(keys.header, checked)]));
      let left = fstatSync(source).size;
      for (let chunk = 0; chunk === 0 || left > 0; chunk++) {
        const plain = readFully(source, Math.min(CHUNK, left));
        left -= plain.length;
        const cipher = createCipheriv('aes-256-gcm', keys.cipher, nonceOf(header, chunk, left === 0));
        writeFully(file, Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
      }
    }),
  );
}

interface Opened {
  readonly header: Header;
  /** The part that the HMAC covers. */
  readonly checked: Buffer;
  readonly mac: Buffer;
}

/** Throws `backup.…` for a header that is damaged, or of a newer format. */
function readHeader(file: number): Opened {
  const magic = readFully(file, MAGIC.length);
  if (!magic.equals(MAGIC)) throw faultError('backup.newer', {});
  const length = readFully(file, 4);
  const size = length.length < 4 ? 0 : length.readUInt32BE();
  if (size > HEADER_LIMIT) throw faultError('backup.changed', {});
  const json = readFully(file, size);
  const beginning = Buffer.concat([magic, length, json]);
  const [hash, mac] = [readFully(file, HASH), readFully(file, HASH)];
  if (!hash.equals(sha256(beginning)) || mac.length < HASH) throw faultError('backup.changed', {});
  return { header: parseHeader(json.toString()), checked: Buffer.concat([beginning, hash]), mac };
}

function parseHeader(json: string): Header {
  try {
    return headerOf.parse(JSON.parse(json));
  } catch (error) {
    throw faultError('backup.changed', {}, error);
  }
}

/** By its first bytes. Of any version of the format. */
export function isEncryptedFile(path: string): boolean {
  return withFile(path, (file) => readFully(file, FAMILY.length).equals(FAMILY));
}

/** Told without a passphrase, and so not proven. Throws `backup.…`. */
export function describeEncrypted(path: string): EncryptedContent {
  return withFile(path, (file) => readHeader(file).header.content);
}

/** Writes the content to `to`; nothing is there where it fails. Throws `backup.…`. */
export function decryptFile(from: string, to: string, passphrase: string): void {
  withFile(from, (source) => {
    const { header, checked, mac } = readHeader(source);
    const keys = keysOf(passphrase, header.scrypt);
    if (!hmac(keys.header, checked).equals(mac)) throw faultError('backup.wrong-passphrase', {});
    let left = fstatSync(source).size - checked.length - HASH;
    fillWhole(to, (file) => {
      for (let chunk = 0; chunk === 0 || left > 0; chunk++) {
        const sealed = readFully(source, Math.min(CHUNK + TAG, left));
        left -= sealed.length;
        writeFully(file, decryptChunk(sealed, keys.cipher, nonceOf(header, chunk, left === 0)));
      }
    });
  });
}

function decryptChunk(sealed: Buffer, key: Buffer, nonce: Buffer): Buffer {
  if (sealed.length < TAG) throw faultError('backup.changed', {});
  const cipher = createDecipheriv('aes-256-gcm', key, nonce);
  cipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([cipher.update(sealed.subarray(0, -TAG)), cipher.final()]);
  } catch (error) {
    throw faultError('backup.changed', {}, error);
  }
}
