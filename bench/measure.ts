/** What every bench gives: a ratio of two times measured in the same run, so that machines can be compared. */
export interface Measurement {
  readonly name: string;
  readonly ratio: number;
  /** What the ratio is of, and the figures behind it. */
  readonly meaning: string;
}

/** The median time of one call, milliseconds, after some to warm up. */
export async function medianMs(work: () => Promise<unknown>, runs: number, warmUps = 2): Promise<number> {
  for (let i = 0; i < warmUps; i++) await work();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)]!;
}
