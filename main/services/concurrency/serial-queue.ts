export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** So many pieces of work at a time, begun in the order of the calls. */
export function createTurns(atOnce = 1): Turns {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((begin) => waiting.push(begin));
    try {
      return await work();
    } finally {
      // The place goes to the next in line, or stays free.
      const begin = waiting.shift();
      if (begin === undefined) free++;
      else begin();
    }
  };
}
