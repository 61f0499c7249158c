/** Progress on standard error: a bar on a terminal, elsewhere a line every ten seconds. */
import { SingleBar } from 'cli-progress';
import { durationParts } from '../../../domain/duration.ts';

export interface ProgressLine {
  /** @param total null while it isn't known yet */
  update(done: number, total: number | null, text: string): void;
  /** A line above the bar. */
  say(text: string): void;
  stop(): void;
}

const plainIntervalMs = 10_000;

export function showProgress(what: string): ProgressLine {
  return process.stderr.isTTY ? showBar(what) : showLines(what);
}

function showBar(what: string): ProgressLine {
  const format = `${what} {bar} {value}/{total} {text}`;
  const bar = new SingleBar({
    format,
    stream: process.stderr,
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    fps: 8,
  });
  let isShown = false;
  const stop = (): void => {
    if (isShown) bar.stop();
    isShown = false;
  };
  return {
    update(done, total, text) {
      if (!isShown) bar.start(total ?? 0, done, { text });
      isShown = true;
      if (total !== null) bar.setTotal(total);
      bar.update(done, { text });
    },
    say(text) {
      stop();
      process.stderr.write(`${text}\n`);
    },
    stop,
  };
}

function showLines(what: string): ProgressLine {
  let lastAt = performance.now();
  return {
    update(done, total, text) {
      if (performance.now() - lastAt < plainIntervalMs) return;
      lastAt = performance.now();
      process.stderr.write(`${what} ${done}${total === null ? '' : `/${total}`} ${text}\n`);
    },
    say: (text) => void process.stderr.write(`${text}\n`),
    stop: () => undefined,
  };
}

/** 150 → "3 min" */
export function formatSeconds(seconds: number): string {
  const parts = durationParts(seconds);
  if (parts.unit === 'seconds') return `${parts.seconds} s`;
  return parts.unit === 'minutes' ? `${parts.minutes} min` : `${parts.hours} h ${parts.minutes} min`;
}
