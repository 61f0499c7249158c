/** Names in the order that a person expects, of folders with any number of files. */
import { setImmediate } from 'node:timers/promises';

/** `localeCompare` with options makes one of these for each call: 30 times slower. */
const collator = new Intl.Collator('en', { numeric: true });

export const compareNames = (a: string, b: string): number => collator.compare(a, b);

/** Items that are sorted or merged before other work gets its turn. */
const TURN = 2_000;

/** A stable sort that lets other work go on in between: a merge sort. */
export async function sortInTurns<T>(items: readonly T[], compare: (a: T, b: T) => number): Promise<readonly T[]> {
  let runs: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += TURN) {
    runs.push(items.slice(start, start + TURN).toSorted(compare));
    await setImmediate();
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = [];
    for (let i = 0; i < runs.length; i += 2) merged.push(await merge(runs[i]!, runs[i + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): Promise<readonly T[]> {
  const merged: T[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const isFirst = j >= b.length || (i < a.length && compare(a[i]!, b[j]!) <= 0);
    merged.push(isFirst ? a[i++]! : b[j++]!);
    if (merged.length % TURN === 0) await setImmediate();
  }
  return merged;
}
