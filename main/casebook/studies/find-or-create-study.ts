import type { StudyId } from '../../domain/ids.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';
import { contradicts, statesPatient } from '../../domain/studies/patient-identity.ts';
import type { Reads, Writes } from '../database/database.ts';
import { createPerson, findOrCreatePerson } from './find-or-create-person.ts';
import type { NewImage } from './new-image.ts';
import { findOrCreateStatedPatient, findStatedPatient } from './stated-patient-repository.ts';

/**
 * Finds the image's study or adds it. A Study Instance UID used for two patients (a fault of some
 * anonymisers) makes two studies: images of different people never share a page.
 */
export function findOrCreateStudy(db: Writes, image: NewImage, importedAt: string): StudyId {
  const known = findStudy(db, image.header);
  if (known === undefined) return createStudy(db, image, importedAt);
  if (image.header.isSynthetic) db.run('UPDATE studies SET is_synthetic = 1 WHERE id = @id', { id: known });
  return known;
}

/** A study stays where a reader has put it: what counts is the patient that its files state, not its person. */
function findStudy(db: Reads, header: ImageHeader): StudyId | undefined {
  if (header.studyInstanceUid === null) return undefined;
  const sameUid = db.all<{ id: StudyId; patient: number | null }>(
    'SELECT id, patient FROM studies WHERE uid = @uid ORDER BY id',
    { uid: header.studyInstanceUid },
  );
  return sameUid.find(({ patient }) => {
    const stated = patient === null ? undefined : findStatedPatient(db, patient);
    if (stated === undefined) return !statesPatient(header);
    return stated.patientId === (header.patientId ?? '') && statesPatient(header) && !contradicts(stated, header);
  })?.id;
}

function createStudy(db: Writes, { header, sha256, description }: NewImage, importedAt: string): StudyId {
  const person = statesPatient(header) ? findOrCreatePerson(db, header) : createPerson(db);
  const patient = statesPatient(header) ? findOrCreateStatedPatient(db, header, person) : null;
  return db.run(
    `INSERT INTO studies (identity, patient, person, uid, study_id, accession_number, description, modality, study_date,
       moment, is_synthetic, imported_at)
     VALUES (@identity, @patient, @person, @uid, @studyId, @accession, @description, @modality, @date,
       @moment, @isSynthetic, @importedAt)`,
    {
      identity: studyIdentity(header.studyInstanceUid, patient, sha256),
      patient,
      person,
      uid: header.studyInstanceUid,
      studyId: header.studyId,
      accession: header.accessionNumber,
      description,
      modality: header.modality ?? '',
      date: header.studyMoment.date,
      moment: JSON.stringify(header.studyMoment),
      isSynthetic: Number(header.isSynthetic),
      importedAt,
    },
  ).id as StudyId;
}

/** The UID with the stated patient, or the file's hash where there is no UID. Unique in the table. */
export function studyIdentity(uid: string | null, patient: number | null, sha256: string): string {
  return uid === null ? `sha256:${sha256}` : `${uid} ${patient ?? ''}`;
}
