import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import type { FromChild, ToChild } from './engine-messages.ts';

const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

/** Started as its parent does, with the choice of a provider behind it. */
async function startChild(): Promise<ChildProcess> {
  const child = fork(new URL('./engine-child.ts', import.meta.url), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  children.push(child);
  await ask(child, { kind: 'start', provider: 'cpu', threads: 1, excluded: [] }, 'ready');
  return child;
}

async function ask(child: ChildProcess, message: ToChild, answer: FromChild['kind']): Promise<void> {
  child.send(message);
  for (;;) {
    const [{ kind }] = (await once(child, 'message')) as [FromChild];
    if (kind === answer) return;
  }
}

describe.skipIf(process.platform === 'win32')('the engine’s program (skipped on Windows, which has no signals)', () => {
  test('works on when its whole process group is told to end, as long as its parent is there', async () => {
    const child = await startChild();
    child.kill('SIGTERM');
    child.kill('SIGINT');
    await ask(
      child,
      { kind: 'call', id: 1, request: { call: 'open', options: { model: new Uint8Array(1) } } },
      'error',
    );
    expect(child.exitCode ?? child.signalCode).toBeNull();
  });

  test('ends by itself when its parent goes away', async () => {
    const child = await startChild();
    child.kill('SIGTERM');
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
