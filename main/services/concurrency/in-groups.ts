/**
 * Yields a source's items in groups of all that is there when the one before has been taken, up to `most`. The source
 * goes on while a group is worked on, until as many wait; it is ended when the groups are not read to their end.
 */
export async function* inGroups<Item>(
  source: AsyncIterable<Item>,
  most: number,
): AsyncGenerator<readonly Item[], void, undefined> {
  const waiting: Item[] = [];
  let hasEnded = false;
  let moved = Promise.withResolvers<void>();
  const move = (): void => {
    moved.resolve();
    moved = Promise.withResolvers();
  };
  async function readAhead(): Promise<void> {
    for await (const item of source) {
      waiting.push(item);
      move();
      while (waiting.length >= most && !hasEnded) await moved.promise;
      if (hasEnded) return;
    }
  }
  const reading = readAhead().finally(() => {
    hasEnded = true;
    move();
  });
  // Awaited at the end; until then a rejection must not count as unhandled.
  reading.catch(() => undefined);
  try {
    for (;;) {
      while (waiting.length === 0 && !hasEnded) await moved.promise;
      if (waiting.length === 0) return await reading;
      const group = waiting.splice(0, most);
      move();
      yield group;
    }
  } finally {
    hasEnded = true;
    move();
  }
}
