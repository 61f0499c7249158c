/** Cases in the order of their scores, and what depends on that order alone. */

export interface Ranking {
  /** Cases from the highest score down. */
  readonly order: Uint32Array;
  /** Places in `order` after the last case of each distinct score. */
  readonly ends: Uint32Array;
  readonly scores: ArrayLike<number>;
  readonly positives: readonly boolean[];
}

export function rankCases(scores: ArrayLike<number>, positives: readonly boolean[]): Ranking {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const ends: number[] = [];
  for (let i = 1; i <= order.length; i++) {
    if (i === order.length || scores[order[i]!] !== scores[order[i - 1]!]) ends.push(i);
  }
  return { order, ends: Uint32Array.from(ends), scores, positives };
}

/**
 * Calls `visit` for each distinct score from the highest down, with the weight of the positive and of the negative
 * cases that have it.
 */
export function eachScore(
  { order, ends, positives }: Ranking,
  weights: ArrayLike<number> | null,
  visit: (positive: number, negative: number, end: number) => void,
): void {
  let start = 0;
  for (const end of ends) {
    let positive = 0;
    let negative = 0;
    for (; start < end; start++) {
      const index = order[start]!;
      const weight = weights === null ? 1 : weights[index]!;
      if (positives[index]!) positive += weight;
      else negative += weight;
    }
    visit(positive, negative, end);
  }
}

/** Area under the ROC curve as the Mann–Whitney statistic, ties counting half; NaN unless both kinds have weight. */
export function weightedArea(ranking: Ranking, weights: ArrayLike<number> | null = null): number {
  let found = 0;
  let others = 0;
  let area = 0;
  eachScore(ranking, weights, (positive, negative) => {
    area += negative * (found + positive / 2);
    found += positive;
    others += negative;
  });
  return area / (found * others);
}

/**
 * Average precision: the precision at each score, weighted by the recall gained there (scikit-learn's definition,
 * without interpolation). NaN without positives.
 */
export function averagePrecision(ranking: Ranking, weights: ArrayLike<number> | null = null): number {
  let found = 0;
  let called = 0;
  let sum = 0;
  eachScore(ranking, weights, (positive, negative) => {
    found += positive;
    called += positive + negative;
    if (positive > 0) sum += positive * (found / called);
  });
  return sum / found;
}
