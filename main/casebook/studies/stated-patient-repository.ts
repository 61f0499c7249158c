/** The `patients` table: what files state of patients, and the person that new studies of it belong to. */
import type { IssuerQualifiers, StatedPatient } from '../../domain/studies/image-header.ts';
import { qualifierKey, type PatientIdentity } from '../../domain/studies/patient-identity.ts';
import type { PersonId } from '../../domain/ids.ts';
import type { Reads, Writes } from '../database/database.ts';

export interface StoredPatient extends StatedPatient {
  readonly id: number;
  readonly personId: PersonId;
}

/** Without the row's own id and person. */
export function toStated(stored: StoredPatient): StatedPatient {
  const { patientName, patientId, patientIdIssuer, patientIdQualifiers, patientBirthDate, patientSex } = stored;
  const { characterSets } = stored;
  return {
    patientName,
    patientId,
    patientIdIssuer,
    patientIdQualifiers,
    patientBirthDate,
    patientSex,
    characterSets,
  };
}

interface PatientRow {
  readonly id: number;
  readonly patient_id: string;
  readonly name: string;
  readonly birth_date: string | null;
  readonly sex: string | null;
  readonly issuer: string | null;
  readonly qualifiers: string | null;
  readonly character_sets: string | null;
  readonly person: PersonId;
}

function toPatient(row: PatientRow): StoredPatient {
  return {
    id: row.id,
    personId: row.person,
    patientName: row.name,
    patientId: row.patient_id,
    patientIdIssuer: row.issuer,
    patientIdQualifiers: row.qualifiers === null ? null : (JSON.parse(row.qualifiers) as IssuerQualifiers),
    patientBirthDate: row.birth_date,
    patientSex: row.sex,
    characterSets: row.character_sets === null ? [] : (JSON.parse(row.character_sets) as string[]),
  };
}

export function findStatedPatient(db: Reads, id: number): StoredPatient | undefined {
  const row = db.get<PatientRow>('SELECT * FROM patients WHERE id = @id', { id });
  return row && toPatient(row);
}

/** All that state this Patient ID, whoever issued it. */
export function patientsWithId(db: Reads, patientId: string): StoredPatient[] {
  return db
    .all<PatientRow>('SELECT * FROM patients WHERE patient_id = @patientId ORDER BY id', { patientId })
    .map(toPatient);
}

export function patientsOfPerson(db: Reads, person: PersonId): StoredPatient[] {
  return db.all<PatientRow>('SELECT * FROM patients WHERE person = @person ORDER BY id', { person }).map(toPatient);
}

/** All statements on the person, also those of studies that were moved here, which stay with whom they came from. */
export function statementsOn(db: Reads, person: PersonId): StoredPatient[] {
  return db
    .all<PatientRow>(
      `SELECT * FROM patients WHERE person = @person OR id IN (SELECT patient FROM studies WHERE person = @person)
       ORDER BY id`,
      { person },
    )
    .map(toPatient);
}

/** The row of exactly this statement for this person, which is added when new. */
export function findOrCreateStatedPatient(db: Writes, stated: StatedPatient, person: PersonId): number {
  const known = patientsOfPerson(db, person).find((each) => isSameStatement(each, stated));
  if (known !== undefined) return known.id;
  const { patientIdQualifiers: qualifiers } = stated;
  return db.run(
    `INSERT INTO patients (patient_id, name, birth_date, sex, issuer, qualifiers, character_sets, person)
     VALUES (@patientId, @name, @birthDate, @sex, @issuer, @qualifiers, @characterSets, @person)`,
    {
      patientId: stated.patientId ?? '',
      name: stated.patientName ?? '',
      birthDate: stated.patientBirthDate,
      sex: stated.patientSex,
      issuer: stated.patientIdIssuer,
      qualifiers: qualifiers === null ? null : JSON.stringify(qualifiers),
      characterSets: JSON.stringify(stated.characterSets),
      person,
    },
  ).id;
}

function isSameStatement(one: StatedPatient, other: StatedPatient): boolean {
  const key = (stated: PatientIdentity & Pick<StatedPatient, 'characterSets'>): string =>
    JSON.stringify([
      stated.patientId ?? '',
      stated.patientName ?? '',
      stated.patientBirthDate,
      stated.patientSex,
      stated.patientIdIssuer,
      qualifierKey(stated.patientIdQualifiers),
      stated.characterSets,
    ]);
  return key(one) === key(other);
}
