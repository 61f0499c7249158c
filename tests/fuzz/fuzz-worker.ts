/** A thread that tries inputs one after the other; which one is under way stands in shared memory. */
import { parentPort, workerData } from 'node:worker_threads';
import { parsers } from './parsers.ts';
import { makeInput, tryInput } from './try-input.ts';

export interface FuzzTask {
  readonly parser: string;
  readonly seed: number;
  readonly from: number;
  /** After the last. */
  readonly to: number;
  /** The number of the input under way. */
  readonly underWay: Int32Array<SharedArrayBuffer>;
}

export type FuzzNews =
  | { readonly kind: 'tried'; readonly counts: FuzzCounts }
  | { readonly kind: 'failed'; readonly number: number; readonly failure: string };

export interface FuzzCounts {
  readonly inputs: number;
  readonly pastHeader: number;
  readonly opened: number;
  /** How often each fault was the answer. */
  readonly refusals: ReadonlyMap<string, number>;
}

/** Inputs between two reports. */
const BATCH = 20;
/** The most that one input may add to the highest that the process ever took, kilobytes. */
const MOST_GROWTH_KB = 500_000;

const { parser: name, seed, from, to, underWay } = workerData as FuzzTask;
const parser = parsers.find((one) => one.name === name)!;
const make = await parser.prepare();
const tell = (news: FuzzNews): void => parentPort!.postMessage(news);

for (let start = from; start < to; start += BATCH) {
  const counts = { inputs: 0, pastHeader: 0, opened: 0, refusals: new Map<string, number>() };
  for (let number = start; number < Math.min(to, start + BATCH); number++) {
    Atomics.store(underWay, 0, number);
    const bytes = makeInput(parser, make, { seed, number });
    const before = process.resourceUsage().maxRSS;
    const tried = await tryInput(parser, bytes);
    const growth = process.resourceUsage().maxRSS - before;
    counts.inputs++;
    if ('failure' in tried || growth > MOST_GROWTH_KB) {
      const failure = 'failure' in tried ? tried.failure : `took ${Math.round(growth / 1000)} MB`;
      tell({ kind: 'failed', number, failure });
      continue;
    }
    const { refusal, isPastHeader } = tried.reading;
    if (isPastHeader) counts.pastHeader++;
    if (refusal === null) counts.opened++;
    else counts.refusals.set(refusal, (counts.refusals.get(refusal) ?? 0) + 1);
  }
  tell({ kind: 'tried', counts });
}
