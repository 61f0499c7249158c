import { statSync } from 'node:fs';
import { faultError } from '../../domain/faults/fault.ts';

/**
 * Throws for what is there and no file: to open a pipe waits for another program, for ever, and a device has no end. Called
 * before anything is opened by a path that a person gave.
 */
export function requireFile(path: string): void {
  const about = statSync(path, { throwIfNoEntry: false });
  if (about?.isDirectory() === true) throw faultError('casebook.is-folder', {});
  if (about?.isFile() === false) throw faultError('casebook.special', {});
}
