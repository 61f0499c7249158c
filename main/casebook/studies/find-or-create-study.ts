import type { StudyId } from '../../domain/ids.ts';
import type { Writes } from '../database/database.ts';
import type { NewImage } from './new-image.ts';
import { isKnownPatient, findOrCreatePatient } from './patient-repository.ts';

/**
 * Finds the image's study or adds it. A Study Instance UID used for two patients (a fault of some
 * anonymisers) makes two studies: images of different people never share a page.
 */
export function findOrCreateStudy(db: Writes, image: NewImage, importedAt: string): StudyId {
  const { header } = image;
  const patient = isKnownPatient(header) ? findOrCreatePatient(db, header) : null;
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
      date: header.studyMoment.date,
      isSynthetic: Number(header.isSynthetic),
      importedAt,
    },
  ).id as StudyId;
}
