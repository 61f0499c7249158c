/**
 * Ctrl-C, heard once: the signal aborts and the command ends in good order. Asked again after a
 * second, the process ends at once. (npm and the terminal each deliver the same Ctrl-C, so an echo
 * within the second is the same one.)
 */
import { exitCodes } from './command-line.ts';

export interface Interruption {
  readonly signal: AbortSignal;
  /** Stops listening. */
  [Symbol.dispose](): void;
}

const echoMs = 1000;

export function listenForInterruption(onFirst: () => void): Interruption {
  const controller = new AbortController();
  let firstAt = 0;
  const hear = (): void => {
    if (!controller.signal.aborted) {
      firstAt = performance.now();
      onFirst();
      controller.abort();
    } else if (performance.now() - firstAt > echoMs) process.exit(exitCodes.interrupted);
  };
  process.on('SIGINT', hear);
  process.on('SIGTERM', hear);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      process.removeListener('SIGINT', hear);
      process.removeListener('SIGTERM', hear);
    },
  };
}
