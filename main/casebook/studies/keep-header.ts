import type { FrameMetadata } from '../../domain/studies/frame.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';
import { contradicts, statesPatient } from '../../domain/studies/patient-identity.ts';
import type { Instance } from '../../domain/studies/study.ts';
import type { PersonId, StudyId } from '../../domain/ids.ts';
import type { Writes } from '../database/database.ts';
import { studyIdentity } from './find-or-create-study.ts';
import { detailsOf } from './instance-rows.ts';
import { describeSeries } from './series-repository.ts';
import { findOrCreateStatedPatient, findStatedPatient } from './stated-patient-repository.ts';

/** Writes what the file of an instance states beside what an older version kept of it. */
export function keepHeader(db: Writes, instance: Instance, header: ImageHeader, metadata: FrameMetadata): void {
  db.run(
    `UPDATE instances SET meaning = @metadata, sop_class_uid = @sopClass, number = @number, details = @details
     WHERE id = @id`,
    {
      id: instance.id,
      metadata: JSON.stringify(metadata),
      sopClass: header.sopClassUid,
      number: header.instanceNumber,
      details: detailsOf(header),
    },
  );
  describeSeries(db, instance.seriesId, header);
  describeStudy(db, instance, header);
}

interface StudyRow {
  readonly uid: string | null;
  readonly patient: number | null;
  readonly person: PersonId;
  readonly moment: string | null;
}

/** The study's person stays: only what its files state of the patient becomes whole. */
function describeStudy(db: Writes, { studyId: id, sha256 }: Instance, header: ImageHeader): void {
  const study = db.get<StudyRow>('SELECT uid, patient, person, moment FROM studies WHERE id = @id', { id })!;
  // What it states of its patient can be lost to damage: `repair-casebook.ts`.
  if (study.moment !== null && study.patient !== null) return;
  if (study.moment === null) {
    db.run('UPDATE studies SET study_id = @studyId, moment = @moment WHERE id = @id', {
      id,
      studyId: header.studyId,
      moment: JSON.stringify(header.studyMoment),
    });
  }
  const before = study.patient === null ? undefined : findStatedPatient(db, study.patient);
  if (!statesPatient(header) || (before !== undefined && contradicts(before, header))) return;
  const patient = findOrCreateStatedPatient(db, header, study.person);
  const identity = studyIdentity(study.uid, patient, sha256);
  const isTaken = db.get<{ id: StudyId }>('SELECT id FROM studies WHERE identity = @identity AND id <> @id', {
    id,
    identity,
  });
  if (isTaken !== undefined) return;
  db.run('UPDATE studies SET patient = @patient, identity = @identity WHERE id = @id', { id, patient, identity });
}
