/** Logits to probabilities: the activation functions behind a classifier's last layer. */

/** `softmax` for labels that exclude each other, `sigmoid` for labels that may be there together. */
export type Activation = 'softmax' | 'sigmoid';

/** The probability of one label that may be there beside others; divided by the temperature first (Guo et al. 2017). */
export function sigmoid(logit: number, temperature = 1): number {
  return 1 / (1 + Math.exp(-logit / temperature));
}

export function softmax(logits: readonly number[], temperature = 1): number[] {
  const largest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp((logit - largest) / temperature));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** One probability a label. */
export function activate(logits: readonly number[], activation: Activation, temperature = 1): number[] {
  return activation === 'softmax' ? softmax(logits, temperature) : logits.map((logit) => sigmoid(logit, temperature));
}
