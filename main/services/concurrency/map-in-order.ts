import { pMapIterable } from 'p-map';

/**
 * Works on up to `limit` items at once and yields the results in the order of the items. After the signal no further
 * item is begun; those under way are finished and yielded.
 */
export function mapInOrder<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
  signal?: AbortSignal,
): AsyncIterable<Result> {
  function* begun(): Generator<Item, void, undefined> {
    for (const item of items) {
      if (signal?.aborted === true) return;
      yield item;
    }
  }
  return pMapIterable(begun(), work, { concurrency: limit });
}
