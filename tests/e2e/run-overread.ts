/** The command line as a person or a script starts it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../scripts/setup/setup.mjs';
import { environment } from './harness.ts';

export interface Result {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

export const homeIn = (base: string): string => join(base, 'home');

/** A function that runs commands in a folder, with a home folder inside it. */
export function commandLineIn(base: string) {
  /** @param interruptAt sends Ctrl-C, or another signal to the whole process group, once the output holds this */
  return function overread(
    parameters: readonly string[],
    interruptAt?: RegExp,
    groupSignal?: NodeJS.Signals,
  ): Promise<Result> {
    const command = [join(root, 'scripts/overread.mjs'), ...parameters];
    const child = spawn(process.execPath, command, {
      cwd: base,
      env: environment(homeIn(base)),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: groupSignal !== undefined,
    });
    let output = '';
    let errors = '';
    let isInterrupted = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (isInterrupted || interruptAt?.test(output) !== true) return;
      isInterrupted = true;
      if (groupSignal === undefined) child.kill('SIGINT');
      else process.kill(-child.pid!, groupSignal);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, output, errors })));
  };
}
