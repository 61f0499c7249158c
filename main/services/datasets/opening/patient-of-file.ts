/** The patient of a file, as far as the file states one. */
import { statedText } from '../../../domain/studies/patient-identity.ts';
import { formatPersonName } from '../../../domain/studies/person-name.ts';
import type { ImageHeader } from '../../../domain/studies/image-header.ts';

/**
 * The Patient ID, else name and birth date, of a DICOM header; null where they name nobody. Two people with one ID
 * count as one: a split must rather keep too much together than a patient apart.
 */
export function patientOfHeader({
  patientId,
  patientName,
  patientBirthDate,
}: Pick<ImageHeader, 'patientId' | 'patientName' | 'patientBirthDate'>): string | null {
  const id = statedText(patientId);
  if (id !== null) return id;
  // In the form that digests of files have kept since the first version: with another, one patient would count as two.
  const name = statedText(patientName);
  return name && [formatPersonName(name), patientBirthDate ?? ''].join(' ').trim();
}

/** The names of the published paediatric set tell the patient: `person7_bacteria_20.jpeg`, `IM-0115-0001.jpeg`. */
export function patientOfName(file: string): string | null {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return /^person\d+(?=_)|^(NORMAL2-)?IM-\d+(?=-)/.exec(name)?.[0] ?? null;
}
