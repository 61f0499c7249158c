/** The program's log, for support. What goes into it is said in `services/log.ts`: no patient data. */
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, pino, type Logger } from 'pino';

const maxBytes = 5 * 1024 * 1024;

/** A sentence for whoever started the program from a terminal. */
export const tell = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/**
 * Writes `overread.log` in the folder; one older file is kept. Where the folder can't be written there
 * is no log, and `say` is told so in a sentence.
 */
export function openLog(folder: string, say: (sentence: string) => void = tell): Logger {
  const path = join(folder, 'overread.log');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (existsSync(path) && statSync(path).size > maxBytes) renameSync(path, `${path}.1`);
    const file = destination({ dest: path, sync: true, mode: 0o600 });
    // A full disk must not end the program.
    file.on('error', () => undefined);
    return pino({ base: null }, file);
  } catch (error) {
    say(`Overread goes on without a log: ${path} can't be written (${(error as NodeJS.ErrnoException).code}).`);
    return pino({ enabled: false });
  }
}
