import type { Study } from '../../domain/studies/study.ts';
import type { StudyId } from '../../domain/ids.ts';
import type { Database, Reads } from '../database/database.ts';
import { instancesOfStudy } from './instance-repository.ts';
import { findPatient } from './patient-repository.ts';
import { predictionsOfStudy } from './prediction-repository.ts';
import { refusalsOfStudy } from './refusal-repository.ts';
import { reviewsOfStudy } from './review-repository.ts';

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

export interface StudyRepository {
  /** The study with everything under it. */
  get(id: StudyId): Study | undefined;
}

function findStudy(db: Reads, id: StudyId): Study | undefined {
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
}

export function createStudyRepository(database: Database): StudyRepository {
  return { get: (id) => database.snapshot((db) => findStudy(db, id)) };
}
