/** The names most like a given one, the likest first: what a person may have meant. */
export function closestNames(name: string, names: readonly string[], count = 5): readonly string[] {
  const pairs = pairsOf(name);
  return names
    .map((each) => ({ each, likeness: likeness(pairs, pairsOf(each)) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, count)
    .map(({ each }) => each);
}

function pairsOf(name: string): ReadonlySet<string> {
  const letters = name.toLowerCase();
  return new Set(Array.from({ length: letters.length - 1 }, (_, i) => letters.slice(i, i + 2)));
}

/** Share of pairs of letters in common (Dice 1945), 0…1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((pair) => b.has(pair)).length;
  return (2 * common) / Math.max(1, a.size + b.size);
}
