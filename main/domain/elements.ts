/** Access to elements that exist by construction: a missing one is a bug, and stops with a message instead of spreading. */

/** The value, which is there. @throws {Error} where it is not, naming it */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
}

/** The element at an index. @throws {Error} where the list has none there */
export function elementAt<T>(list: readonly T[], index: number): T {
  return required(list[index], `Element ${index} of ${list.length}`);
}

type Tuple<T, N extends number, Made extends T[] = []> = Made['length'] extends N ? Made : Tuple<T, N, [...Made, T]>;

/** The first elements of a list as a tuple. @throws {Error} where the list has fewer */
export function firstOf<T, N extends 1 | 2 | 3 | 4 | 5>(list: readonly T[], count: N): Tuple<T, N> {
  if (list.length < count) throw new Error(`${count} elements are needed, and there are ${list.length}`);
  return list.slice(0, count) as Tuple<T, N>;
}
