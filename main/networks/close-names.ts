import { distance } from 'fastest-levenshtein';

/** The names closest to a given one, the closest first: suggestions for a name that is unknown. */
export function closestNames(name: string, names: readonly string[], count = 5): readonly string[] {
  return names
    .map((each) => ({ each, difference: differenceOf(name.toLowerCase(), each.toLowerCase()) }))
    .sort((a, b) => a.difference - b.difference)
    .slice(0, count)
    .map(({ each }) => each);
}

/** The edits (Levenshtein 1966) for each letter of the longer name, 0…1, so that short names are not favoured. */
function differenceOf(a: string, b: string): number {
  return distance(a, b) / Math.max(1, a.length, b.length);
}
