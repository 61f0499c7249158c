import { closeSync, fstatSync, openSync, renameSync, statSync, writeSync } from 'node:fs';

/**
 * Appends to a file of this account alone. Where that would grow beyond a size it becomes `PATH.1`, in place of the one
 * before, and a new one begins; several processes may write to one. Throws where the file can't be opened. A line that
 * can't be written later is lost: a full disk must not end the program.
 */
export function openRotatingFile(path: string, maxBytes: number): { write(line: string): void } {
  const open = (): number => openSync(path, 'a', 0o600);
  let file = open();
  function rotate(): void {
    // Otherwise another process has done so.
    if (statSync(path, { throwIfNoEntry: false })?.ino === fstatSync(file).ino) renameSync(path, `${path}.1`);
    const next = open();
    closeSync(file);
    file = next;
  }
  return {
    write(line) {
      try {
        const { size } = fstatSync(file);
        if (size > 0 && size + Buffer.byteLength(line) > maxBytes) rotate();
        writeSync(file, line);
      } catch {
        // There is nowhere else to tell it.
      }
    },
  };
}
