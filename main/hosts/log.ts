/** The program's log, for support. What goes into it is said in `services/log.ts`: no patient data. */
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, pino, type Logger } from 'pino';

const maxBytes = 5 * 1024 * 1024;

/** Writes `overread.log` in the folder; one older file is kept. */
export function openLog(folder: string): Logger {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'overread.log');
  if (existsSync(path) && statSync(path).size > maxBytes) renameSync(path, `${path}.1`);
  return pino({ base: null }, destination({ dest: path, sync: true }));
}
