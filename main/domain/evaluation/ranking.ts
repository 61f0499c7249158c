/** Cases in the order of their scores, and what depends on that order alone. */

export interface Ranking {
  /** Cases from the highest score down. */
  readonly order: Uint32Array;
  /** The distinct scores, from the highest down. */
  readonly scores: Float64Array;
  /** Places in `order` after the last case of each distinct score. */
  readonly ends: Uint32Array;
  readonly positives: Uint8Array;
}

/** Counts of calls from each distinct score upwards: the weight of cases with the label, and of those without. */
export interface ThresholdCounts {
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
}

export function rankScores(scores: ArrayLike<number>, positives: readonly boolean[]): Ranking {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const ends: number[] = [];
  for (let i = 1; i <= order.length; i++) {
    if (i === order.length || scores[order[i]!] !== scores[order[i - 1]!]) ends.push(i);
  }
  return {
    order,
    scores: Float64Array.from(ends, (end) => scores[order[end - 1]!]!),
    ends: Uint32Array.from(ends),
    positives: Uint8Array.from(positives, Number),
  };
}

/** @param weights of each case; 1 where it is null. @param counts to write into: for many resamples of one ranking. */
export function countsFrom(
  { order, ends, positives }: Ranking,
  weights: Float64Array | null,
  counts: ThresholdCounts = {
    truePositives: new Float64Array(ends.length),
    falsePositives: new Float64Array(ends.length),
  },
): ThresholdCounts {
  let [truePositives, falsePositives, start] = [0, 0, 0];
  for (let i = 0; i < ends.length; i++) {
    for (const end = ends[i]!; start < end; start++) {
      const index = order[start]!;
      const weight = weights === null ? 1 : weights[index]!;
      if (positives[index] === 1) truePositives += weight;
      else falsePositives += weight;
    }
    counts.truePositives[i] = truePositives;
    counts.falsePositives[i] = falsePositives;
  }
  return counts;
}

/** The weight of all cases with the label, and of all without. */
export function totalsOf({ truePositives, falsePositives }: ThresholdCounts): readonly [number, number] {
  return [truePositives.at(-1) ?? 0, falsePositives.at(-1) ?? 0];
}

/** Area under the ROC curve as the Mann–Whitney statistic, ties counting half; NaN unless both kinds have weight. */
export function areaUnder(counts: ThresholdCounts): number {
  const { truePositives, falsePositives } = counts;
  const [positives, negatives] = totalsOf(counts);
  let [area, truePositivesBefore, falsePositivesBefore] = [0, 0, 0];
  for (let i = 0; i < truePositives.length; i++) {
    area += (falsePositives[i]! - falsePositivesBefore) * (truePositivesBefore + truePositives[i]!);
    truePositivesBefore = truePositives[i]!;
    falsePositivesBefore = falsePositives[i]!;
  }
  return area / 2 / (positives * negatives);
}

/**
 * Average precision: the precision at each score, weighted by the recall gained there (scikit-learn's definition,
 * without interpolation). NaN without positives.
 */
export function averagePrecision({ truePositives, falsePositives }: ThresholdCounts): number {
  let [sum, before] = [0, 0];
  for (let i = 0; i < truePositives.length; i++) {
    const now = truePositives[i]!;
    if (now > before) sum += (now - before) * (now / (now + falsePositives[i]!));
    before = now;
  }
  return sum / before;
}
