import type { GraphBuilder } from '../../ir/builder.ts';
import { multiply, subtract } from '../../ir/emit.ts';

export interface Normalisation {
  /** The gradient that arrives at x̂. */
  readonly dNormal: string;
  /** x̂ = (x - μ)/σ */
  readonly normal: string;
  /** 1/σ */
  readonly reciprocalDeviation: string;
  /** The mean over the elements that μ and σ are of, with those axes kept. */
  meanOver(value: string): string;
}

/** The gradient of x for x̂ = (x - μ)/σ with its own mean and deviation: (dx̂ - mean dx̂ - x̂·mean(dx̂·x̂))/σ */
export function normalisationGradient(
  builder: GraphBuilder,
  { dNormal, normal, reciprocalDeviation, meanOver }: Normalisation,
): string {
  const tilt = multiply(builder, normal, meanOver(multiply(builder, dNormal, normal)));
  const centred = subtract(builder, subtract(builder, dNormal, meanOver(dNormal)), tilt);
  return multiply(builder, centred, reciprocalDeviation);
}
