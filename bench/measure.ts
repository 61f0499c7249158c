import { median } from '../main/domain/statistics/statistics.ts';

/** The result of a bench: a ratio of two times measured in the same run, so that machines can be compared. */
export interface Measurement {
  readonly name: string;
  readonly ratio: number;
  /** The two things that the ratio compares, and the figures behind it. */
  readonly meaning: string;
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The median time of one call, milliseconds, after some to warm up. */
export async function medianMs(work: () => Promise<unknown>, runs: number, warmUps = 2): Promise<number> {
  for (let i = 0; i < warmUps; i++) await work();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) times.push(await millisecondsOf(work));
  return median(times);
}

/** Two kinds of work in turn, so that a busy moment of the machine meets both: the medians, and that of the ratios. */
export async function compareMs(
  work: () => Promise<unknown>,
  reference: () => Promise<unknown>,
  runs: number,
): Promise<{ readonly workMs: number; readonly referenceMs: number; readonly ratio: number }> {
  for (const warmUp of [work, reference, work, reference]) await warmUp();
  const pairs: [number, number][] = [];
  for (let i = 0; i < runs; i++) pairs.push([await millisecondsOf(work), await millisecondsOf(reference)]);
  return {
    workMs: median(pairs.map(([a]) => a)),
    referenceMs: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
  };
}
