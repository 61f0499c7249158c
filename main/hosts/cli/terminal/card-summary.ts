/** A model's measured figures, as lines. */
import type { ModelCard } from '../../../domain/models/model-card.ts';
import type { Estimate } from '../../../domain/statistics/estimate.ts';

function rate(estimate: Estimate | null): string {
  if (estimate === null) return 'not measured';
  const { value, interval95: [low, high], n } = estimate; // prettier-ignore
  return `${value.toFixed(4)} (95 % interval ${low.toFixed(4)} to ${high.toFixed(4)}, n ${n})`;
}

/** The model's name, its areas, and what its first operating point gives. */
export function measuredOf(card: ModelCard): string[] {
  const [point] = card.operatingPoints;
  const metrics = card.metrics.map(({ dataset, split, auc }) => `AUC on ${dataset}, ${split}: ${rate(auc)}`);
  const atPoint = point && [
    `operating point for ${point.label}: ${point.threshold.toFixed(4)}`,
    `  sensitivity ${rate(point.sensitivity)}`,
    `  specificity ${rate(point.specificity)}`,
  ];
  return [`${card.title} (${card.id})`, ...metrics, ...(atPoint ?? [])];
}
