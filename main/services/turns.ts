export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** One piece of work at a time, in the order of the calls. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
