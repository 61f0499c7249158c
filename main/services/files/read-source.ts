import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { isNameLost, readByLostName } from './lost-names.ts';

export interface Source {
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string;
}

/** By the system's code. */
const codes = {
  ENOENT: 'file.gone',
  EACCES: 'file.no-permission',
  EPERM: 'file.no-permission',
  EISDIR: 'file.is-folder',
  ERR_FS_FILE_TOO_LARGE: 'file.too-large',
} as const;

export async function readSource(path: string): Promise<Outcome<Source>> {
  try {
    return success(toSource(await readFile(path)));
  } catch (error) {
    if (isNameLost(path)) return readLost(path);
    const systemCode = error instanceof Error && 'code' in error ? String(error.code) : '';
    return systemCode in codes
      ? failure(codes[systemCode as keyof typeof codes], {}, error)
      : failure('file.unreadable', { systemCode }, error);
  }
}

async function readLost(path: string): Promise<Outcome<Source>> {
  const bytes = await readByLostName(path).catch(() => null);
  return bytes === null ? failure('file.name-not-utf8', {}) : success(toSource(bytes));
}

function toSource(bytes: Uint8Array): Source {
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
