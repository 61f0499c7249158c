/** Whether probabilities mean what they say: losses, temperature scaling, calibration error, Brier score. */

/** The negative log-likelihood of each case's true label, in nats. */
export function likelihoodLosses(
  logits: readonly (readonly number[])[],
  labels: readonly number[],
  temperature = 1,
): number[] {
  return logits.map((row, i) => {
    const largest = Math.max(...row);
    const sum = row.reduce((total, logit) => total + Math.exp((logit - largest) / temperature), 0);
    return Math.log(sum) - (row[labels[i]!]! - largest) / temperature;
  });
}

/** Mean negative log-likelihood of the true labels. */
export function negativeLogLikelihood(
  logits: readonly (readonly number[])[],
  labels: readonly number[],
  temperature = 1,
): number {
  return meanOf(likelihoodLosses(logits, labels, temperature));
}

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/**
 * The temperature with the smallest negative log-likelihood (Guo et al. 2017), between 0.05 and 20, by golden
 * section: the likelihood has one minimum over the temperature's logarithm.
 */
export function fitTemperature(logits: readonly (readonly number[])[], labels: readonly number[]): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  const loss = likelihoodOfTemperature(logits, labels);
  let [low, high] = [Math.log(0.05), Math.log(20)];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [leftLoss, rightLoss] = [loss(Math.exp(left)), loss(Math.exp(right))];
  for (let i = 0; i < 60; i++) {
    if (leftLoss < rightLoss) {
      [high, right, rightLoss] = [right, left, leftLoss];
      left = high - golden * (high - low);
      leftLoss = loss(Math.exp(left));
    } else {
      [low, left, leftLoss] = [left, right, rightLoss];
      right = low + golden * (high - low);
      rightLoss = loss(Math.exp(right));
    }
  }
  return Math.exp((low + high) / 2);
}

/** The summed loss as a function of the temperature, with the logits laid out for many calls. */
function likelihoodOfTemperature(
  logits: readonly (readonly number[])[],
  labels: readonly number[],
): (temperature: number) => number {
  const width = logits[0]?.length ?? 0;
  const below = new Float64Array(logits.length * width);
  let trueBelow = 0;
  logits.forEach((row, i) => {
    const largest = Math.max(...row);
    row.forEach((logit, label) => (below[i * width + label] = logit - largest));
    trueBelow += row[labels[i]!]! - largest;
  });
  return (temperature) => {
    let total = -trueBelow / temperature;
    for (let start = 0; start < below.length; start += width) {
      let sum = 0;
      for (let i = start; i < start + width; i++) sum += Math.exp(below[i]! / temperature);
      total += Math.log(sum);
    }
    return total;
  };
}

/** Which of equal-width bins a probability lies in: they are open below and closed above. */
export function binOf(probability: number, bins: number): number {
  return Math.min(bins - 1, Math.max(0, Math.ceil(probability * bins) - 1));
}

/** Cases by their bin, with the distance of each probability from its outcome (0 or 1). */
export interface BinnedGaps {
  readonly bins: number;
  readonly binOf: Uint8Array;
  readonly gaps: Float64Array;
}

export function binGaps(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>, bins: number): BinnedGaps {
  return {
    bins,
    binOf: Uint8Array.from(probabilities, (probability) => binOf(probability, bins)),
    gaps: Float64Array.from(probabilities, (probability, i) => probability - outcomes[i]!),
  };
}

/** The mean distance between probability and outcome over the bins, weighted by their cases. */
export function calibrationError(binned: BinnedGaps, weights: Float64Array | null = null): number {
  const perBin = new Float64Array(binned.bins);
  let sum = 0;
  for (let i = 0; i < binned.gaps.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    perBin[binned.binOf[i]!]! += weight * binned.gaps[i]!;
    sum += weight;
  }
  return perBin.reduce((total, gap) => total + Math.abs(gap), 0) / sum;
}

/** The probability of each case's likeliest label, and whether (0 or 1) that is the true one. */
export function likeliest(
  probabilities: readonly (readonly number[])[],
  labels: readonly number[],
): { confidences: number[]; hits: number[] } {
  const confidences = probabilities.map((row) => Math.max(...row));
  return { confidences, hits: probabilities.map((row, i) => Number(row.indexOf(confidences[i]!) === labels[i])) };
}

/**
 * Expected calibration error: the mean distance between the probability of the likeliest label and how often it
 * is right, over equal-width bins weighted by their cases (Guo et al. 2017).
 */
export function expectedCalibrationError(
  probabilities: readonly (readonly number[])[],
  labels: readonly number[],
  bins = 15,
): number {
  const { confidences, hits } = likeliest(probabilities, labels);
  return calibrationError(binGaps(confidences, hits, bins));
}

/** Squared distance of each case from the truth, summed over the labels (Brier 1950). */
export function brierDistances(probabilities: readonly (readonly number[])[], labels: readonly number[]): number[] {
  return probabilities.map((row, i) =>
    row.reduce((total, probability, label) => total + (probability - (label === labels[i] ? 1 : 0)) ** 2, 0),
  );
}

/** Their mean: 0 is perfect, 2 is the worst. */
export function brierScore(probabilities: readonly (readonly number[])[], labels: readonly number[]): number {
  return meanOf(brierDistances(probabilities, labels));
}
