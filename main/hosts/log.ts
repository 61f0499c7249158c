/**
 * The program's log, for support: what failed and where in the code. Never what it failed on: messages
 * of errors name files, and names of files name patients.
 */
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

/** An error without its message: its kind, its code and the places it passed through. */
export function describeBug(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const at = (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 12);
  const { code } = error as { code?: unknown };
  return {
    kind: error.name,
    ...(code === undefined ? {} : { code }),
    at,
    ...(error.cause ? { cause: describeBug(error.cause) } : {}),
  };
}
