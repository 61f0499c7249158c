import type { Study } from '../../domain/studies/study.ts';
import type { PersonId, StudyId } from '../../domain/ids.ts';
import type { Database, Reads } from '../database/database.ts';
import { instancesOfStudy } from './instance-rows.ts';
import { possiblySamePersons } from './person-repository.ts';
import { predictionsOfStudy } from './prediction-repository.ts';
import { refusalsOfStudy } from './refusal-repository.ts';
import { reviewsOfStudy } from './review-repository.ts';
import { seriesOfStudy, toMoment } from './series-repository.ts';
import { findStatedPatient } from './stated-patient-repository.ts';

interface StudyRow {
  readonly id: StudyId;
  readonly uid: string | null;
  readonly study_id: string | null;
  readonly patient: number | null;
  readonly person: PersonId;
  readonly accession_number: string | null;
  readonly description: string;
  readonly modality: string;
  readonly study_date: string | null;
  readonly moment: string | null;
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
  const patient = row.patient === null ? undefined : findStatedPatient(db, row.patient);
  return {
    id: row.id,
    uid: row.uid,
    dicomStudyId: row.study_id,
    personId: row.person,
    possiblySamePersons: possiblySamePersons(db, row.person),
    patientName: patient?.patientName ?? '',
    patientId: patient?.patientId ?? '',
    patientIdIssuer: patient?.patientIdIssuer ?? null,
    patientIdQualifiers: patient?.patientIdQualifiers ?? null,
    characterSets: patient?.characterSets ?? [],
    patientBirthDate: patient?.patientBirthDate ?? null,
    patientSex: patient?.patientSex ?? null,
    accessionNumber: row.accession_number,
    description: row.description,
    modality: row.modality,
    studyDate: row.study_date,
    // The date was kept before the whole moment was.
    moment: { ...toMoment(row.moment), date: row.study_date },
    importedAt: row.imported_at,
    isSynthetic: row.is_synthetic === 1,
    series: seriesOfStudy(db, id),
    instances: instancesOfStudy(db, id),
    predictions: predictionsOfStudy(db, id),
    refusals: refusalsOfStudy(db, id),
    reviews: reviewsOfStudy(db, id),
  };
}

export function createStudyRepository(database: Database): StudyRepository {
  return { get: (id) => database.snapshot((db) => findStudy(db, id)) };
}
