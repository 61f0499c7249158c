import { describe, expect, test } from 'vitest';
import type { Engine } from '../../runtime/engine.ts';
import { createBackground } from './background-engine.ts';

function setUp() {
  const happened: string[] = [];
  let count = 0;
  const start = (): Promise<Engine> => {
    const name = `engine ${++count}`;
    happened.push(`${name} starts`);
    return Promise.resolve({
      provider: 'cpu',
      runtimeVersion: name,
      channelBlock: 0,
      open: () => Promise.reject(new Error('Not in this test')),
      peakMemory: () => Promise.resolve(0),
      close: () => Promise.resolve(void happened.push(`${name} ends`)),
    });
  };
  return { background: createBackground(start), happened };
}

describe('the engine for heavy work', () => {
  test('is started when it is first wanted, and is for one piece of work at a time', async () => {
    const { background, happened } = setUp();
    expect(happened).toEqual([]);
    const first = await background.engine();
    const second = background.engine();
    await Promise.resolve();
    expect(happened).toEqual(['engine 1 starts']);
    await first.close();
    expect((await second).runtimeVersion).toBe('engine 2');
    expect(happened).toEqual(['engine 1 starts', 'engine 1 ends', 'engine 2 starts']);
  });

  test('whoever is cancelled leaves the line at once, and nobody behind waits for it', async () => {
    const { background } = setUp();
    const first = await background.engine();
    const cancelled = new AbortController();
    const second = background.engine(cancelled.signal);
    const third = background.engine();
    cancelled.abort(new Error('No more'));
    await expect(second).rejects.toThrow('No more');
    await first.close();
    expect((await third).runtimeVersion).toBe('engine 2');
  });

  test('ends with the program, and so does every wait for it', async () => {
    const { background, happened } = setUp();
    await background.engine();
    const waiting = background.engine();
    await Promise.all([expect(waiting).rejects.toThrow(), background.close()]);
    expect(happened).toEqual(['engine 1 starts', 'engine 1 ends']);
  });
});
