import type { Study } from '../domain/casework.ts';
import type { StudyId } from '../domain/ids.ts';
import type { Database, Writes } from './database.ts';
import type { NewImage } from './instance-repository.ts';
import { instancesOfStudy } from './instance-repository.ts';
import type { PatientHeader } from './patient-repository.ts';
import { findPatient, isKnownPatient, placePatient } from './patient-repository.ts';
import { predictionsOfStudy } from './prediction-repository.ts';
import { refusalsOfStudy } from './refusal-repository.ts';
import { reviewsOfStudy } from './review-repository.ts';

export interface StudyHeader extends PatientHeader {
  readonly studyInstanceUid: string | null;
  readonly accessionNumber: string | null;
  readonly modality: string | null;
  /** YYYY-MM-DD */
  readonly studyDate: string | null;
}

interface StudyRow {
  readonly id: StudyId;
  readonly patient: number | null;
  readonly accession_number: string | null;
  readonly description: string;
  readonly modality: string;
  readonly study_date: string | null;
  readonly is_synthetic: number;
  readonly imported_at: string;
}

/**
 * Finds the image's study or adds it. A Study Instance UID used for two patients (a fault of some
 * anonymisers) makes two studies: images of different people never share a page.
 */
export function placeInStudy(db: Writes, image: NewImage, importedAt: string): StudyId {
  const { header } = image;
  const patient = isKnownPatient(header) ? placePatient(db, header) : null;
  const identity =
    header.studyInstanceUid === null ? `sha256:${image.sha256}` : `${header.studyInstanceUid} ${patient ?? ''}`;
  const known = db.get<{ id: StudyId }>('SELECT id FROM studies WHERE identity = @identity', { identity });
  if (known !== undefined) {
    if (image.header.isSynthetic) db.run('UPDATE studies SET is_synthetic = 1 WHERE id = @id', { id: known.id });
    return known.id;
  }
  return db.run(
    `INSERT INTO studies (identity, patient, uid, accession_number, description, modality, study_date, is_synthetic, imported_at)
     VALUES (@identity, @patient, @uid, @accession, @description, @modality, @date, @isSynthetic, @importedAt)`,
    {
      identity,
      patient,
      uid: header.studyInstanceUid,
      accession: header.accessionNumber,
      description: image.description,
      modality: header.modality ?? '',
      date: header.studyDate,
      isSynthetic: Number(header.isSynthetic),
      importedAt,
    },
  ).id as StudyId;
}

export interface StudyRepository {
  /** The study with everything under it. */
  get(id: StudyId): Study | undefined;
}

export function createStudyRepository(database: Database): StudyRepository {
  const db = database.read;
  return {
    get(id) {
      const row = db.get<StudyRow>('SELECT * FROM studies WHERE id = @id', { id });
      if (row === undefined) return undefined;
      const patient = row.patient === null ? undefined : findPatient(db, row.patient);
      return {
        id: row.id,
        patientName: patient?.name ?? '',
        patientId: patient?.patientId ?? '',
        patientBirthDate: patient?.birthDate ?? null,
        patientSex: patient?.sex ?? null,
        accessionNumber: row.accession_number,
        description: row.description,
        modality: row.modality,
        studyDate: row.study_date,
        importedAt: row.imported_at,
        isSynthetic: row.is_synthetic === 1,
        instances: instancesOfStudy(db, id),
        predictions: predictionsOfStudy(db, id),
        refusals: refusalsOfStudy(db, id),
        reviews: reviewsOfStudy(db, id),
      };
    },
  };
}
