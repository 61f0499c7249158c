/** A straight rise from zero over the warm-up, then a half cosine down to zero (Loshchilov and Hutter 2017). */
export function learningRateAt(
  step: number,
  {
    peak,
    warmUpSteps,
    totalSteps,
  }: { readonly peak: number; readonly warmUpSteps: number; readonly totalSteps: number },
): number {
  if (step < warmUpSteps) return (peak * (step + 1)) / warmUpSteps;
  const progress = (step - warmUpSteps) / Math.max(1, totalSteps - warmUpSteps);
  return (peak * (1 + Math.cos(Math.PI * Math.min(1, progress)))) / 2;
}
