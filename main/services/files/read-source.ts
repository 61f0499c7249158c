import { createHash } from 'node:crypto';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { faultOfError } from '../disk/fault-of-error.ts';
import { archiveOf, readArchived } from '../disk/archive.ts';
import { readRegularFile } from '../disk/read-regular-file.ts';
import { isNameLost, readByLostName } from './lost-names.ts';

export interface Source {
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string;
}

/** The path may lead into a ZIP file. */
export async function readSource(path: string): Promise<Outcome<Source>> {
  try {
    return success(toSource(await readRegularFile(path)));
  } catch (error) {
    const archive = isAbsent(error) ? archiveOf(path) : null;
    if (archive !== null) return readFromArchive(archive, path);
    return isNameLost(path) ? readLost(path) : { ok: false, error: faultOfError(error) };
  }
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOTDIR' || error.code === 'ENOENT');

async function readFromArchive(archive: string, path: string): Promise<Outcome<Source>> {
  try {
    return success(toSource(await readArchived(archive, path)));
  } catch (error) {
    return { ok: false, error: faultOfError(error) };
  }
}

async function readLost(path: string): Promise<Outcome<Source>> {
  const bytes = await readByLostName(path).catch(() => null);
  return bytes === null ? failure('file.name-not-utf8', {}) : success(toSource(bytes));
}

function toSource(bytes: Uint8Array): Source {
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
