/** How the engine process is started and spoken to; Electron brings its own way (a utility process). */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { clauseOf, type Clause } from '../../domain/messages/clause.ts';
import type { FromChild, ToChild } from './engine-messages.ts';

export interface EngineChild {
  send(message: ToChild): void;
  onMessage(listener: (message: FromChild) => void): void;
  /** Called once, when the process has ended for whatever reason, with `engine.ended-…`. */
  onExit(listener: (how: Clause) => void): void;
  kill(): void;
}

/** Starts the program at `entry` in a new process. */
export type LaunchChild = (entry: string) => EngineChild;

/**
 * A large block of memory comes from the system page by page, each cleared when it is first touched; with pages of 2 MB
 * that costs a fraction, up to seconds a step for a large network. No other library than glibc reads this.
 */
const LARGE_PAGES = 'glibc.malloc.hugetlb=1';

export const forkChild: LaunchChild = (entry) => {
  const child = fork(entry, [], {
    serialization: 'advanced',
    execPath: process.execPath,
    execArgv: [],
    env: { ...process.env, GLIBC_TUNABLES: process.env['GLIBC_TUNABLES'] ?? LARGE_PAGES },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A message to a process that has just died: its end is reported by 'close'.
  child.on('error', () => undefined);
  return {
    send: (message) => void child.send(message, () => undefined),
    onMessage: (listener) => child.on('message', (message) => listener(message as FromChild)),
    // Unlike 'exit', 'close' also comes when the system could not start the process at all.
    onExit: (listener) => child.once('close', (code, signal) => listener(endOf(code, signal))),
    kill: () => void child.kill('SIGKILL'),
  };
};

function endOf(code: number | null, signal: string | null): Clause {
  return signal === null
    ? clauseOf('engine.ended-with-code', { exitCode: code ?? -1 })
    : clauseOf('engine.ended-by-signal', { signal });
}

export function pathOf(entry: string | URL): string {
  return typeof entry === 'string' ? entry : fileURLToPath(entry);
}
