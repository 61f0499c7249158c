/** The event stream as long as the page is open: it is also how the page knows that the workstation answers. */
import { ORPCError } from '@orpc/client';
import type { WorkstationEvent } from '../../main/contract/contract.ts';
import { setConnection } from '../shared/connection/connection.ts';
import { onSignIn, tellSignedIn } from '../shared/connection/sign-in.ts';

interface Listening {
  readonly open: (signal: AbortSignal) => Promise<AsyncIterable<WorkstationEvent>>;
  readonly onEvent: (event: WorkstationEvent) => void;
  /** The stream is open again; events in between are not told again. */
  readonly onReturn: () => void;
  /** A sign of life comes every two seconds; without any for this long the workstation is gone. */
  readonly silenceMs?: number;
  /** Between two attempts. */
  readonly pauseMs?: number;
}

const isSignedOut = (error: unknown): boolean =>
  error instanceof ORPCError && (error.status === 401 || error.status === 403);

/** Resolves after the pause, or as soon as the signal or `wake` says so. */
function rest(pauseMs: number, signal: AbortSignal, wake?: (resume: () => void) => () => void): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stop?.();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = pauseMs === Infinity ? undefined : setTimeout(done, pauseMs);
    const stop = wake?.(done);
    signal.addEventListener('abort', done);
  });
}

/** Reads one stream to its end, or until nothing came for too long. */
async function readStream({ open, onEvent, silenceMs = 7000 }: Listening, signal: AbortSignal, onOpen: () => void) {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silenceMs);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), silenceMs);
  };
  try {
    const events = await open(AbortSignal.any([signal, silence.signal]));
    onOpen();
    for await (const event of events) {
      heard();
      onEvent(event);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Listens until the signal; tries again by itself, and waits for a sign-in where one is needed instead of asking on. */
export async function listenToEvents(listening: Listening, signal: AbortSignal): Promise<void> {
  const { onReturn, pauseMs = 1000 } = listening;
  let hasOpened = false;
  const onOpen = (): void => {
    setConnection('open');
    if (hasOpened) onReturn();
    else tellSignedIn();
    hasOpened = true;
  };
  while (!signal.aborted) {
    let needsSignIn = false;
    try {
      await readStream(listening, signal, onOpen);
    } catch (error) {
      needsSignIn = isSignedOut(error);
    }
    if (signal.aborted) return;
    setConnection(needsSignIn ? 'signedOut' : 'lost');
    await rest(needsSignIn ? Infinity : pauseMs, signal, needsSignIn ? onSignIn : undefined);
  }
}
