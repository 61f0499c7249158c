import { formatPersonName } from '../../domain/studies/person-name.ts';
import type { StatedPatient } from '../../domain/studies/image-header.ts';
import type { Reads, Writes } from '../database/database.ts';

export interface Patient {
  readonly name: string;
  readonly patientId: string;
  readonly birthDate: string | null;
  readonly sex: string | null;
}

interface PatientRow {
  readonly patient_id: string;
  readonly name: string;
  readonly birth_date: string | null;
  readonly sex: string | null;
}

/** False for images that don't say whose they are, such as JPEG files: they belong to no patient. */
export function isKnownPatient(header: StatedPatient): boolean {
  return (header.patientName ?? '') !== '' || (header.patientId ?? '') !== '';
}

/** The row id of the patient with this Patient ID, name and birth date, who is added when new. */
export function findOrCreatePatient(db: Writes, header: StatedPatient): number {
  const identity = {
    patientId: header.patientId ?? '',
    name: header.patientName ?? '',
    birthDate: header.patientBirthDate,
  };
  const known = db.get<{ id: number }>(
    `SELECT id FROM patients WHERE patient_id = @patientId AND name IN (@name, @formatted) AND ifnull(birth_date, '') = ifnull(@birthDate, '')`,
    // Names were kept in the form that is shown before they were kept whole.
    { ...identity, formatted: formatPersonName(identity.name) },
  );
  if (known !== undefined) return known.id;
  return db.run(
    'INSERT INTO patients (patient_id, name, birth_date, sex) VALUES (@patientId, @name, @birthDate, @sex)',
    {
      ...identity,
      sex: header.patientSex,
    },
  ).id;
}

export function findPatient(db: Reads, id: number): Patient | undefined {
  const row = db.get<PatientRow>('SELECT * FROM patients WHERE id = @id', { id });
  return row && { name: row.name, patientId: row.patient_id, birthDate: row.birth_date, sex: row.sex };
}
