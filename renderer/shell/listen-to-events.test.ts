import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WorkstationEvent } from '../../main/contract/contract.ts';
import { connectionState, setConnection } from '../shared/connection/connection.ts';
import { tellSignedIn } from '../shared/connection/sign-in.ts';
import { listenToEvents } from './listen-to-events.ts';

const stop = { current: new AbortController() };
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
  stop.current = new AbortController();
  setConnection('open');
});
afterEach(() => {
  stop.current.abort();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A stream that is silent until it is aborted. */
function silent(signal: AbortSignal): AsyncIterable<WorkstationEvent> {
  return {
    [Symbol.asyncIterator]: () => ({
      next: () =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }),
        ),
    }),
  };
}

test('a workstation that says nothing for seven seconds is lost, and found again without a click', async () => {
  const onReturn = vi.fn();
  let isGone = false;
  const open = (signal: AbortSignal): Promise<AsyncIterable<WorkstationEvent>> =>
    isGone ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(silent(signal));
  void listenToEvents({ open, onEvent: () => undefined, onReturn }, stop.current.signal);
  await vi.advanceTimersByTimeAsync(6_900);
  expect(connectionState()).toBe('open');
  isGone = true;
  await vi.advanceTimersByTimeAsync(200);
  expect(connectionState()).toBe('lost');
  isGone = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(connectionState()).toBe('open');
  expect(onReturn).toHaveBeenCalledOnce();
});

test('a page that is signed out asks no more until somebody signs in', async () => {
  const open = vi.fn((signal: AbortSignal) =>
    open.mock.calls.length === 1 ? Promise.reject(new ORPCError('FORBIDDEN')) : Promise.resolve(silent(signal)),
  );
  void listenToEvents({ open, onEvent: () => undefined, onReturn: () => undefined }, stop.current.signal);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(connectionState()).toBe('signedOut');
  expect(open).toHaveBeenCalledOnce();
  tellSignedIn();
  await vi.advanceTimersByTimeAsync(10);
  expect(connectionState()).toBe('open');
});
