/** Two digits; a probability that is not certain is never printed as 0.00 or 1.00. */
export function formatProbability(probability: number): string {
  if (probability > 0.99 && probability < 1) return '>0.99';
  if (probability < 0.01 && probability > 0) return '<0.01';
  return probability.toFixed(2);
}
