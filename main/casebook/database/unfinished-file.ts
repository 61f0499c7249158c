/** Files that have their name only once they are whole, and what is left of them where the process was killed. */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Beside the file, with the process that writes it. */
export const unfinishedOf = (path: string): string => `${path}.${process.pid}.unfinished`;

/** SQLite puts files beside it too. */
const unfinishedName = /\.(\d+)\.unfinished(-journal|-wal|-shm)?$/;

/** Removes a file with what SQLite puts beside it. */
function removeWithBesides(path: string): void {
  for (const beside of ['', '-journal', '-wal', '-shm']) rmSync(`${path}${beside}`, { force: true });
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Makes a file of this account alone, or replaces it. `write` fills the one that it is given, which is there and empty; it
 * gets its name when it is whole and on the disk. Where `write` throws, nothing is left.
 */
export function writeWhole<T>(path: string, write: (unfinished: string) => T): T {
  const unfinished = unfinishedOf(path);
  try {
    closeSync(openSync(unfinished, 'w', 0o600));
    const result = write(unfinished);
    syncFile(unfinished);
    renameSync(unfinished, path);
    return result;
  } catch (error) {
    removeWithBesides(unfinished);
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It may belong to another account.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Removes what killed processes left unfinished in a folder, of files whose names begin so. They are of this machine:
 * SQLite's write-ahead log doesn't work across machines.
 */
export function removeUnfinished(folder: string, beginning: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const pid = name.startsWith(beginning) ? unfinishedName.exec(name)?.[1] : undefined;
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}
