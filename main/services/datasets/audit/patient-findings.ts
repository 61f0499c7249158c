/** Leakage: whether training and evaluation see the same patients. */
import type { AuditFinding } from '../../../domain/datasets/audit-report.ts';
import type { DatasetEntry } from '../../../domain/datasets/dataset.ts';
import type { Examined } from './examined.ts';
import { finding } from './finding.ts';

/** The images of each known patient who has some in two splits, by index. */
export function findPatientsAcrossSplits(entries: readonly DatasetEntry[]): readonly (readonly number[])[] {
  const known = entries.filter(({ patient, split }) => patient !== null && split !== null);
  return [...Map.groupBy(known, ({ patient }) => patient).values()]
    .filter((own) => new Set(own.map(({ split }) => split)).size > 1)
    .map((own) => own.map(({ index }) => index));
}

export function patientFindings(
  { entries, counts }: Examined,
  patientsAcrossSplits: readonly (readonly number[])[],
): AuditFinding[] {
  const findings: AuditFinding[] = [];
  if (patientsAcrossSplits.length > 0) {
    const [patients, images] = [patientsAcrossSplits.length, patientsAcrossSplits.flat()];
    const details = { count: patients, images: images.length };
    const statement = { code: 'patientsAcrossSplits', details } as const;
    findings.push(finding('PATIENT_IN_TWO_SPLITS', 'error', { statement }, images, { patients }));
  }
  const unknown = entries.filter(({ patient }) => patient === null).map(({ index }) => index);
  if (unknown.length > 0) {
    const isSplit = entries.some(({ split }) => split !== null);
    const details = { count: unknown.length, images: counts.images, isSplit };
    findings.push(finding('PATIENTS_UNKNOWN', 'warning', { statement: { code: 'patientsUnknown', details } }, unknown));
  }
  return findings;
}
