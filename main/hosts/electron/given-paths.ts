import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The files and folders on a command line. Chromium adds switches of its own, and in development the
 * first argument is the application's folder.
 */
export function givenPaths(commandLine: readonly string[], isPackaged: boolean, workingFolder: string): string[] {
  return commandLine
    .slice(isPackaged ? 1 : 2)
    .filter((argument) => !argument.startsWith('-'))
    .map((argument) => resolve(workingFolder, argument))
    .filter((path) => existsSync(path));
}
