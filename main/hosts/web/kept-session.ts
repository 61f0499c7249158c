import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A browser signs in again after this time. */
const LONGEST_MS = 30 * 24 * 60 * 60 * 1000;

function read(path: string, now: number): string | null {
  try {
    const isFresh = now - statSync(path).mtimeMs < LONGEST_MS;
    const session = readFileSync(path, 'utf8').trim();
    return isFresh && session.length >= 32 ? session : null;
  } catch {
    return null;
  }
}

/**
 * The secret behind the session, the same after a restart: a page that was signed in goes on by itself. The file is as
 * private as the casebook beside it: only this account may read it.
 */
export function keptSession(path: string, now: () => number = Date.now): string {
  const kept = read(path, now());
  if (kept !== null) return kept;
  const session = randomBytes(32).toString('base64url');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${session}\n`, { mode: 0o600 });
  return session;
}
