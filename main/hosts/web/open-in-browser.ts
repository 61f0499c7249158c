/**
 * Opens the address with the token in the person's browser. What is in a process's arguments can be read by every account
 * of the machine, so the browser is given a file that only this account can read and that leads on to the address.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const pageTo = (address: string): string => `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${address}">
<title>Overread</title>
<a href="${address}">Overread</a>
`;

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

function runOpener(path: string): void {
  const [program, ...parameters] = openers[process.platform] ?? ['xdg-open'];
  spawn(program, [...parameters, path], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

/**
 * Silently does nothing where there is no display, no program for it, or no place for the file: the address has been
 * printed. The returned function removes the file, which has done its work once the browser has signed in.
 */
export function openInBrowser(address: string, path: string, open = hasDisplay() ? runOpener : null): () => void {
  const remove = (): void => rmSync(path, { force: true });
  if (open === null) return remove;
  try {
    remove();
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, pageTo(address), { mode: 0o600, flag: 'wx' });
  } catch {
    return () => undefined;
  }
  open(path);
  return remove;
}
