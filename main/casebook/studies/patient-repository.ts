import type { Reads, Writes } from '../database/database.ts';

export interface PatientHeader {
  readonly patientName: string | null;
  readonly patientId: string | null;
  /** YYYY-MM-DD */
  readonly patientBirthDate: string | null;
  readonly patientSex: string | null;
}

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
export function isKnownPatient(header: PatientHeader): boolean {
  return (header.patientName ?? '') !== '' || (header.patientId ?? '') !== '';
}

/** The row id of the patient with this Patient ID, name and birth date, who is added when new. */
export function findOrCreatePatient(db: Writes, header: PatientHeader): number {
  const identity = {
    patientId: header.patientId ?? '',
    name: header.patientName ?? '',
    birthDate: header.patientBirthDate,
  };
  const known = db.get<{ id: number }>(
    `SELECT id FROM patients WHERE patient_id = @patientId AND name = @name AND ifnull(birth_date, '') = ifnull(@birthDate, '')`,
    identity,
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
