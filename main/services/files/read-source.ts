import { createHash } from 'node:crypto';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { faultOfError } from '../disk/fault-of-error.ts';
import { readRegularFile } from '../disk/read-regular-file.ts';
import { isNameLost, readByLostName } from './lost-names.ts';

export interface Source {
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string;
}

export async function readSource(path: string): Promise<Outcome<Source>> {
  try {
    return success(toSource(await readRegularFile(path)));
  } catch (error) {
    return isNameLost(path) ? readLost(path) : { ok: false, error: faultOfError(error) };
  }
}

async function readLost(path: string): Promise<Outcome<Source>> {
  const bytes = await readByLostName(path).catch(() => null);
  return bytes === null ? failure('file.name-not-utf8', {}) : success(toSource(bytes));
}

function toSource(bytes: Uint8Array): Source {
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
