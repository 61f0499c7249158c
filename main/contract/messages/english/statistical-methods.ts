import type { AreaTest } from '../../../domain/comparison/comparison-report.ts';
import type { FindingReport } from '../../../domain/evaluation/report.ts';

type StatisticalMethod = AreaTest['method'] | FindingReport['intervalMethod'];

/** How intervals and tests of an area under a curve are made. */
export const statisticalMethods = {
  delong: 'DeLong',
  'delong-clusters': 'DeLong for clusters (Obuchowski)',
  'patient-bootstrap': 'bootstrap by patient',
} as const satisfies Readonly<Record<StatisticalMethod, string>>;
