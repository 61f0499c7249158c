/** From logits to probabilities that mean what they say. */

/** Divided by the temperature first (Guo et al. 2017). */
/** The probability of one label that may be there beside others. */
export function sigmoid(logit: number, temperature = 1): number {
  return 1 / (1 + Math.exp(-logit / temperature));
}

export function softmax(logits: readonly number[], temperature = 1): number[] {
  const largest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp((logit - largest) / temperature));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** Mean negative log-likelihood of the true labels. */
export function negativeLogLikelihood(
  logits: readonly (readonly number[])[],
  labels: readonly number[],
  temperature = 1,
): number {
  const losses = logits.map((row, i) => {
    const largest = Math.max(...row);
    const sum = row.reduce((total, logit) => total + Math.exp((logit - largest) / temperature), 0);
    return Math.log(sum) - (row[labels[i]!]! - largest) / temperature;
  });
  return losses.reduce((a, b) => a + b, 0) / losses.length;
}

/**
 * The temperature with the smallest negative log-likelihood (Guo et al. 2017), between 0.05 and 20, by golden
 * section: the likelihood has one minimum over the temperature's logarithm.
 */
export function fitTemperature(logits: readonly (readonly number[])[], labels: readonly number[]): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  const loss = (logarithm: number): number => negativeLogLikelihood(logits, labels, Math.exp(logarithm));
  let [low, high] = [Math.log(0.05), Math.log(20)];
  for (let i = 0; i < 60; i++) {
    const reach = golden * (high - low);
    if (loss(high - reach) < loss(low + reach)) high = low + reach;
    else low = high - reach;
  }
  return Math.exp((low + high) / 2);
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
  const gaps = new Float64Array(bins);
  probabilities.forEach((row, i) => {
    const confidence = Math.max(...row);
    // Bins are open below and closed above.
    const bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
    gaps[bin]! += confidence - (row.indexOf(confidence) === labels[i] ? 1 : 0);
  });
  return gaps.reduce((total, gap) => total + Math.abs(gap), 0) / probabilities.length;
}

/** Mean squared distance from the truth, summed over the labels (Brier 1950): 0 is perfect, 2 is the worst. */
export function brierScore(probabilities: readonly (readonly number[])[], labels: readonly number[]): number {
  const distances = probabilities.map((row, i) =>
    row.reduce((total, probability, label) => total + (probability - (label === labels[i] ? 1 : 0)) ** 2, 0),
  );
  return distances.reduce((a, b) => a + b, 0) / distances.length;
}
