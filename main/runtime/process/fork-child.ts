/** How a child process is started and spoken to; Electron brings its own way (a utility process). */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { clauseOf, type Clause } from '../../domain/messages/clause.ts';

export interface Child {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** A child that reports its memory does so with the bytes that it has. */
  onMemory(listener: (bytes: number) => void): void;
  /** Called once, when the process has ended for whatever reason, with `engine.ended-…`. */
  onExit(listener: (how: Clause) => void): void;
  kill(): void;
}

export interface LaunchOptions {
  /** As a list of the system's processes calls it. */
  readonly name: string;
  /** Whether the child writes the bytes of memory that it has to its output, a line each time. */
  readonly reportsMemory: boolean;
}

/** Starts the program at `entry` in a new process. */
export type LaunchChild = (entry: string, options: LaunchOptions) => Child;

/**
 * A large block of memory comes from the system page by page, each cleared when it is first touched; with pages of 2 MB
 * that costs a fraction, up to seconds a step for a large network. No other library than glibc reads this.
 */
const LARGE_PAGES = 'glibc.malloc.hugetlb=1';

export const forkChild: LaunchChild = (entry, { reportsMemory }) => {
  const tunables = reportsMemory ? {} : { GLIBC_TUNABLES: process.env['GLIBC_TUNABLES'] ?? LARGE_PAGES };
  const child = fork(entry, [], {
    serialization: 'advanced',
    execPath: process.execPath,
    execArgv: [],
    env: { ...process.env, ...tunables },
    stdio: ['ignore', reportsMemory ? 'pipe' : 'ignore', 'ignore', 'ipc'],
  });
  // A message to a process that has just died: its end is reported by 'close'.
  child.on('error', () => undefined);
  return {
    send: (message) => void child.send(message as object, () => undefined),
    onMessage: (listener) => child.on('message', listener),
    onMemory: (listener) => readMemory(child.stdout, listener),
    // Unlike 'exit', 'close' also comes when the system could not start the process at all.
    onExit: (listener) => child.once('close', (code, signal) => listener(endOf(code, signal))),
    kill: () => void child.kill('SIGKILL'),
  };
};

/** Tells of the last whole line of what has come; each line is so short that it comes in one piece. */
export function readMemory(output: NodeJS.ReadableStream | null, listener: (bytes: number) => void): void {
  output?.on('data', (text: Buffer) => {
    const bytes = Number(text.toString('latin1').trimEnd().split('\n').at(-1));
    if (bytes > 0) listener(bytes);
  });
}

function endOf(code: number | null, signal: string | null): Clause {
  return signal === null
    ? clauseOf('engine.ended-with-code', { exitCode: code ?? -1 })
    : clauseOf('engine.ended-by-signal', { signal });
}

export function pathOf(entry: string | URL): string {
  return typeof entry === 'string' ? entry : fileURLToPath(entry);
}
