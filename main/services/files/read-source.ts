import { createHash } from 'node:crypto';
import { FaultError } from '../../domain/faults/fault.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { readRegularFile } from '../disk/read-regular-file.ts';
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
} as const;

export async function readSource(path: string): Promise<Outcome<Source>> {
  try {
    return success(toSource(await readRegularFile(path)));
  } catch (error) {
    if (error instanceof FaultError) return { ok: false, error: error.fault };
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
