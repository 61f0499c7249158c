/** The program's log, for support. What goes into it is said in `services/log.ts`: no patient data. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { openRotatingFile } from './rotating-file.ts';

const maxBytes = 5 * 1024 * 1024;

/** A sentence for whoever started the program from a terminal. */
export const tell = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/**
 * Writes `overread.log` in the folder; one older file is kept, and neither grows beyond a size. Where the folder can't be written there
 * is no log, and `say` is told so in a sentence.
 */
export function openLog(folder: string, say: (sentence: string) => void = tell): Logger {
  const path = join(folder, 'overread.log');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return pino({ base: null }, openRotatingFile(path, maxBytes));
  } catch (error) {
    say(`Overread goes on without a log: ${path} can't be written (${(error as NodeJS.ErrnoException).code}).`);
    return pino({ enabled: false });
  }
}
