import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { failure, success, type Outcome } from '../../domain/outcome.ts';

export interface Source {
  readonly bytes: Uint8Array;
  /** Of the bytes, hexadecimal. */
  readonly sha256: string;
}

const sentences: Readonly<Record<string, string>> = {
  ENOENT: 'The file is not there any more. Put it back, or import it from where it is now.',
  EACCES: 'The file may not be read by this account. Change its permissions, or copy it elsewhere.',
  EPERM: 'The file may not be read by this account. Change its permissions, or copy it elsewhere.',
  EISDIR: 'This is a folder, not a file.',
  ERR_FS_FILE_TOO_LARGE: 'The file is larger than 2 GB, which is more than can be read at once.',
};

export async function readSource(path: string): Promise<Outcome<Source>> {
  try {
    const bytes = await readFile(path);
    return success({ bytes, sha256: createHash('sha256').update(bytes).digest('hex') });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return failure('UNREADABLE', sentences[code] ?? `The file could not be read (${code}). Check the disk it lies on.`);
  }
}
