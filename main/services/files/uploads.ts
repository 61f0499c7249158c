import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDiskFull } from '../../casebook/migrations/casebook-error.ts';
import { faultError } from '../../domain/faults/fault.ts';

/** File systems hold 255 bytes; a letter has up to three. */
const LONGEST_NAME = 60;

/** A name from outside, made fit for a file system: no folders, no control signs, not hidden, not too long. */
function safeName(name: string): string {
  const base = name.split(/[/\\]/).at(-1)!;
  const fit = base.replace(/[\p{Cc}<>:"|?*]/gu, '_').replace(/^\.+|[. ]+$/g, '');
  return fit === '' ? 'upload' : fit.slice(-LONGEST_NAME).toWellFormed();
}

/**
 * Keeps uploaded files as `folder/<hash of the bytes>/<name>`: the same file again lands in the same
 * place, and two files of one name do not meet. They are for this account alone. Returns the paths. Throws a FaultError for
 * a full disk.
 */
export async function keepUploads(folder: string, files: readonly File[]): Promise<string[]> {
  const paths: string[] = [];
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const place = join(folder, createHash('sha256').update(bytes).digest('hex').slice(0, 32));
    const path = join(place, safeName(file.name));
    // Written beside and renamed, so that an interrupted upload never leaves half a file under its name.
    const part = `${path}.${randomUUID()}`;
    try {
      await mkdir(place, { recursive: true, mode: 0o700 });
      await writeFile(part, bytes, { mode: 0o600 });
      await rename(part, path);
    } catch (error) {
      await rm(part, { force: true });
      throw isDiskFull(error) ? faultError('casebook.disk-full', {}, error) : error;
    }
    paths.push(path);
  }
  return paths;
}
