/** The report of an audit, from the measured images: pure, so that a thread can do it. */
import type { AuditFinding, AuditReport } from '../../../domain/datasets/audit-report.ts';
import type { Severity } from '../../../domain/datasets/dataset-terms.ts';
import type { Examined } from './examined.ts';
import { auditClasses, classFindings } from './classes.ts';
import { findDuplicates, duplicateFindings } from './duplicates.ts';
import { fileFindings } from './file-findings.ts';
import { textOf } from './finding.ts';
import { labelFindings } from './label-findings.ts';
import { findPatientsAcrossSplits, patientFindings } from './patient-findings.ts';
import { auditPrecision, precisionFindings } from './precision.ts';
import { probeFindings, runProbes } from './probes.ts';
import { auditProperties } from './properties.ts';

/** The version of the report's form and of the rules behind it. */
export const REPORT_VERSION = 6;

const severities: readonly Severity[] = ['error', 'warning', 'note'];
/** Duplicates that a report lists. */
const MOST_PAIRS = 500;

export function examineDataset(examined: Examined): AuditReport {
  const { name, labels, counts } = examined;
  const duplicates = findDuplicates(examined);
  const probes = runProbes(examined);
  const precision = auditPrecision(examined);
  const patientsAcrossSplits = findPatientsAcrossSplits(examined.entries);
  const findings = [
    ...fileFindings(examined),
    ...patientFindings(examined, patientsAcrossSplits),
    ...duplicateFindings(duplicates),
    ...probeFindings(probes),
    ...labelFindings(examined),
    ...classFindings(examined),
    ...precisionFindings(precision),
  ].toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  return {
    version: REPORT_VERSION,
    datasetName: name,
    summary: summarise(examined, findings),
    labels,
    counts,
    findings,
    classes: auditClasses(examined),
    patientsAcrossSplits,
    duplicates: duplicates.slice(0, MOST_PAIRS),
    duplicateCount: duplicates.length,
    unreadable: examined.features.flatMap((features, entry) =>
      features.isReadable ? [] : [{ entry, fault: features.fault }],
    ),
    properties: auditProperties(examined),
    probes,
    precision,
  };
}

function count(findings: readonly AuditFinding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

function summarise({ fingerprint, auditedAt }: Examined, findings: readonly AuditFinding[]): AuditReport['summary'] {
  return {
    fingerprint,
    auditedAt,
    errors: count(findings, 'error'),
    warnings: count(findings, 'warning'),
    notes: count(findings, 'note'),
    sentences: findings
      .filter(({ severity }) => severity !== 'note')
      .map(({ severity, ...text }) => ({ severity, ...textOf(text) })),
  };
}
