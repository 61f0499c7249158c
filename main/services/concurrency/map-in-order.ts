/**
 * Works on up to `limit` items at once and yields the results in the order of the items. After the
 * signal no further item is begun; those under way are finished and yielded.
 */
export async function* mapInOrder<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
  signal?: AbortSignal,
): AsyncGenerator<Result, void, undefined> {
  const underWay: Promise<Result>[] = [];
  let next = 0;
  const begin = (): void => {
    while (underWay.length < limit && next < items.length && signal?.aborted !== true) {
      const result = work(items[next++]!);
      // Awaited in its turn below; until then a rejection must not count as unhandled.
      result.catch(() => undefined);
      underWay.push(result);
    }
  };
  for (begin(); underWay.length > 0; begin()) yield await underWay.shift()!;
}
