import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for a parser that reads from the disk; it goes with the thread. */
export function makeOwnFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'overread-fuzz-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
