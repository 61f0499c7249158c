/** Whose image a file is, as far as it says so itself. */
import { formatPersonName } from '../../../domain/studies/person-name.ts';
import type { ImageHeader } from '../../../domain/studies/image-header.ts';

/** What programs write where there is nothing to say, or where it was taken out. */
const nobody =
  /^(anon|anonymous|anonymi[sz]ed|de ?identified|removed|unknown|unspecified|none|null|n\/a|0*)( patient)?$/i;

/**
 * The Patient ID, else name and birth date, of a DICOM header; null where they name nobody. Two people with one ID
 * count as one: a split must rather keep too much together than a patient apart.
 */
export function patientOfHeader({
  patientId,
  patientName,
  patientBirthDate,
}: Pick<ImageHeader, 'patientId' | 'patientName' | 'patientBirthDate'>): string | null {
  const id = stated(patientId);
  if (id !== null) return id;
  // In the form that digests of files have kept since the first version: with another, one patient would count as two.
  const name = stated(patientName);
  return name && [formatPersonName(name), patientBirthDate ?? ''].join(' ').trim();
}

function stated(text: string | null): string | null {
  if (text === null || nobody.test(text.replaceAll(/[\^_\s-]+/g, ' ').trim())) return null;
  return text.trim();
}

/** The names of the published paediatric set tell the patient: `person7_bacteria_20.jpeg`, `IM-0115-0001.jpeg`. */
export function patientOfName(file: string): string | null {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return /^person\d+(?=_)|^(NORMAL2-)?IM-\d+(?=-)/.exec(name)?.[0] ?? null;
}
