/** Whether training and judging see the same people. */
import type { AuditFinding } from '../../../domain/datasets/audit-report.ts';
import type { DatasetEntry } from '../../../domain/datasets/dataset.ts';
import type { Examined } from './examined.ts';
import { countOf, finding } from './finding.ts';

/** The images of each known patient who has some in two splits, by index. */
export function tornPatientsOf(entries: readonly DatasetEntry[]): readonly (readonly number[])[] {
  const known = entries.filter(({ patient, split }) => patient !== null && split !== null);
  return [...Map.groupBy(known, ({ patient }) => patient).values()]
    .filter((own) => new Set(own.map(({ split }) => split)).size > 1)
    .map((own) => own.map(({ index }) => index));
}

export function patientFindings({ entries, counts }: Examined, torn: readonly (readonly number[])[]): AuditFinding[] {
  const findings: AuditFinding[] = [];
  if (torn.length > 0) {
    const images = torn.flat();
    const sentence = `${countOf(torn.length, 'patient has', 'patients have')} images in more than one split (${countOf(images.length, 'image')}): the model is judged on people it has learnt from, and looks better than it is. Correct the split.`;
    findings.push(finding('PATIENT_IN_TWO_SPLITS', 'error', sentence, images, { patients: torn.length }));
  }
  const unknown = entries.filter(({ patient }) => patient === null).map(({ index }) => index);
  if (unknown.length > 0) {
    const isSplit = entries.some(({ split }) => split !== null);
    const which =
      unknown.length === counts.images
        ? 'any image'
        : `${countOf(unknown.length, 'image')} of ${counts.images.toLocaleString('en')}`;
    const consequence = isSplit
      ? 'Whether a patient is on both sides of the split can’t be told, and intervals may be too narrow.'
      : 'Each counts as a patient of their own; should some have several images, intervals are too narrow.';
    const sentence = `The patient of ${which} is not known. ${consequence} A column “patient” in index.csv can name them.`;
    findings.push(finding('PATIENTS_UNKNOWN', 'warning', sentence, unknown));
  }
  return findings;
}
