import type { PropertyAudit } from '../../../../main/domain/datasets/audit-report.ts';

/** Share of the images that must be otherwise, or of the median, before a difference is worth a mark. */
const SHARE = 0.1;

/** Whether the files of some label are otherwise than those of another. */
export function differs(property: PropertyAudit, labels: readonly string[]): boolean {
  if (property.kind === 'number') {
    const spreads = labels.flatMap((label) => property.perLabel[label] ?? []);
    if (new Set(labels.map((label) => property.perLabel[label] === null)).size > 1) return true;
    return (['low', 'median', 'high'] as const).some((which) => {
      const values = spreads.map((spread) => spread[which]);
      return Math.max(...values) - Math.min(...values) > SHARE * Math.abs(Math.max(...values));
    });
  }
  const places = Math.max(0, ...labels.map((label) => property.perLabel[label]?.length ?? 0));
  return Array.from({ length: places }).some((_, place) => {
    const shares = labels.map((label) => {
      const counts = property.perLabel[label] ?? [];
      return (
        (counts[place] ?? 0) /
        Math.max(
          1,
          counts.reduce((a, b) => a + b, 0),
        )
      );
    });
    return Math.max(...shares) - Math.min(...shares) > SHARE;
  });
}
