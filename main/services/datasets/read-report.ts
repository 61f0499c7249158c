import type { AuditReport } from '../../domain/datasets/audit-report.ts';
import { REPORT_VERSION } from './audit/examine-dataset.ts';

/** Version 3 had sentences instead of statements, and another name for the patients across splits. */
type EarlierReport = AuditReport & { readonly tornPatients?: AuditReport['patientsAcrossSplits'] };

/** A kept report in the form of today; undefined for one that is older than version 3, which is to be made again. */
export function readReport(report: AuditReport | undefined): AuditReport | undefined {
  if (report?.version === REPORT_VERSION) return report;
  if (report?.version !== 3) return undefined;
  const { tornPatients = [], ...others }: EarlierReport = report;
  return { ...others, patientsAcrossSplits: tornPatients };
}
