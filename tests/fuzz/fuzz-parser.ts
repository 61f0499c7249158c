/** One parser in its own thread, which is ended and started anew behind an input that takes too much. */
import { Worker } from 'node:worker_threads';
import type { FuzzedParser } from './parser.ts';
import type { FuzzCounts, FuzzNews, FuzzTask } from './fuzz-worker.ts';

export interface FuzzFailure {
  readonly number: number;
  readonly failure: string;
}

export interface FuzzReport extends FuzzCounts {
  readonly seconds: number;
  readonly failures: readonly FuzzFailure[];
}

export interface FuzzPlan {
  readonly parser: Pick<FuzzedParser, 'name' | 'stopped'>;
  readonly seed: number;
  readonly inputs: number;
  /** No further input after this, milliseconds since 1970. */
  readonly end: number;
}

/** As long as a decoder has for a file. */
const LONGEST_MS = 20_000;
/** Where the program ends the thread anyway, a shorter wait tells as much. */
const LONGEST_STOPPED_MS = 4_000;
/** The whole process may have these: two threads and what they hold. */
const MOST_BYTES = 3e9;
const LOOK_MS = 500;
/** More of them say nothing new. */
const MOST_FAILURES = 200;

export async function fuzzParser(plan: FuzzPlan): Promise<FuzzReport> {
  const start = Date.now();
  const sum = { inputs: 0, pastHeader: 0, opened: 0, refusals: new Map<string, number>() };
  const failures: FuzzFailure[] = [];
  const add = ({ inputs, pastHeader, opened, refusals }: FuzzCounts): void => {
    sum.inputs += inputs;
    sum.pastHeader += pastHeader;
    sum.opened += opened;
    for (const [code, count] of refusals) sum.refusals.set(code, (sum.refusals.get(code) ?? 0) + count);
  };
  const onNews = (news: FuzzNews): void => {
    if (news.kind === 'tried') add(news.counts);
    else if (failures.length < MOST_FAILURES) failures.push(news);
  };
  let from = 0;
  while (from < plan.inputs && Date.now() < plan.end && failures.length < MOST_FAILURES) {
    const stopped = await runThread(plan, from, onNews);
    if (stopped === null) break;
    const { stopped: refusal } = plan.parser;
    if (refusal === undefined) failures.push(stopped);
    add({ inputs: 1, pastHeader: 1, opened: 0, refusals: new Map(refusal === undefined ? [] : [[refusal, 1]]) });
    from = stopped.number + 1;
  }
  return { ...sum, seconds: (Date.now() - start) / 1000, failures };
}

/** Null where it came to the end, or its time is over; else the input that ended it. */
function runThread(
  { parser, seed, inputs, end }: FuzzPlan,
  from: number,
  onNews: (news: FuzzNews) => void,
): Promise<{ number: number; failure: string } | null> {
  const underWay = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
  const task: FuzzTask = { parser: parser.name, seed, from, to: inputs, underWay };
  const longest = parser.stopped === undefined ? LONGEST_MS : LONGEST_STOPPED_MS;
  const worker = new Worker(new URL('fuzz-worker.ts', import.meta.url), { workerData: task, execArgv: [] });
  return new Promise((resolve) => {
    let seen = { number: -1, since: Date.now() };
    const stop = (failure: string | null): void => {
      clearInterval(look);
      void worker.terminate();
      resolve(failure === null ? null : { number: underWay[0]!, failure });
    };
    const look = setInterval(() => {
      const number = Atomics.load(underWay, 0);
      if (number !== seen.number) seen = { number, since: Date.now() };
      if (process.memoryUsage.rss() > MOST_BYTES) stop('took too much memory');
      else if (number >= 0 && Date.now() - seen.since > longest) stop('took too long');
      else if (Date.now() > end) stop(null);
    }, LOOK_MS);
    worker.on('message', onNews);
    worker.on('error', (error) => stop(`ended its thread: ${error instanceof Error ? error.stack : String(error)}`));
    worker.on('exit', (code) => stop(code === 0 ? null : 'ended its thread'));
  });
}
