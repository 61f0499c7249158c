import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { alone } from './setup-lock.mjs';

let folder = '';
let lock = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'overread-lock-'));
  lock = join(folder, 'cache', 'setup.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

const soon = { staleMs: 150, checkMs: 10 };

describe('the lock of the set-up', () => {
  test('lets one set-up work after the other', async () => {
    const steps: string[] = [];
    const onWait = vi.fn();
    const work = (name: string) => async (): Promise<void> => {
      steps.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      steps.push(`${name} ends`);
    };
    await Promise.all([alone(lock, work('one')), alone(lock, work('other'), { ...soon, staleMs: 10_000, onWait })]);
    expect(steps).toEqual(['one begins', 'one ends', 'other begins', 'other ends']);
    expect(onWait).toHaveBeenCalledOnce();
    expect(existsSync(lock)).toBe(false);
  });

  test('takes over what a set-up left that has gone, whatever process it was', async () => {
    await alone(lock, () => Promise.resolve());
    writeFileSync(lock, String(process.pid));
    const work = vi.fn(() => Promise.resolve());
    await alone(lock, work, soon);
    expect(work).toHaveBeenCalledOnce();
  });

  test('waits for one that lives, however old its lock is', async () => {
    const long = new Date('2020-01-01');
    let beats = 0;
    await alone(lock, () => Promise.resolve());
    writeFileSync(lock, 'another');
    const beat = setInterval(() => {
      utimesSync(lock, long, new Date(long.getTime() + 1000 * ++beats));
      if (beats < 20) return;
      clearInterval(beat);
      rmSync(lock);
    }, 20);
    await alone(lock, () => Promise.resolve(), soon);
    expect(beats).toBe(20);
  });

  test('is let go when the work fails, but not when somebody has taken it over', async () => {
    await expect(alone(lock, () => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
    expect(existsSync(lock)).toBe(false);
    await alone(lock, () => Promise.resolve(writeFileSync(lock, 'another')));
    expect(existsSync(lock)).toBe(true);
  });
});
