import { unstatedMoment, type ImageHeader, type Moment } from '../../domain/studies/image-header.ts';
import type { Series } from '../../domain/studies/study.ts';
import type { SeriesId, StudyId } from '../../domain/ids.ts';
import type { Reads, Writes } from '../database/database.ts';

interface SeriesRow {
  readonly id: SeriesId;
  readonly uid: string | null;
  readonly number: number | null;
  readonly modality: string | null;
  readonly description: string | null;
  readonly body_part: string | null;
  readonly laterality: string | null;
  readonly frame_of_reference_uid: string | null;
  readonly moment: string | null;
}

function toSeries({ body_part, frame_of_reference_uid, moment, ...row }: SeriesRow): Series {
  return {
    ...row,
    bodyPart: body_part,
    frameOfReferenceUid: frame_of_reference_uid,
    moment: toMoment(moment),
  };
}

/** Null stands for rows from before moments were kept. */
export function toMoment(json: string | null): Moment {
  return json === null ? unstatedMoment : (JSON.parse(json) as Moment);
}

/** In the order in which they came. */
export function seriesOfStudy(db: Reads, study: StudyId): Series[] {
  return db
    .all<SeriesRow>(
      `SELECT id, uid, number, modality, description, body_part, laterality, frame_of_reference_uid, moment
       FROM series WHERE study = @study ORDER BY id`,
      { study },
    )
    .map(toSeries);
}

export function findOrCreateSeries(db: Writes, study: StudyId, header: ImageHeader): SeriesId {
  const identity = header.seriesInstanceUid ?? '';
  const known = db.get<{ id: SeriesId }>('SELECT id FROM series WHERE study = @study AND identity = @identity', {
    study,
    identity,
  });
  if (known !== undefined) return known.id;
  const { id } = db.run(
    `INSERT INTO series (study, identity, uid, modality, description)
     VALUES (@study, @identity, @uid, @modality, @description)`,
    {
      study,
      identity,
      uid: header.seriesInstanceUid,
      modality: header.modality,
      description: header.seriesDescription,
    },
  );
  describeSeries(db, id as SeriesId, header);
  return id as SeriesId;
}

/** Writes what a file states of its series beside what was kept of it. */
export function describeSeries(db: Writes, id: SeriesId, header: ImageHeader): void {
  db.run(
    `UPDATE series SET number = @number, body_part = @bodyPart, laterality = @laterality,
       frame_of_reference_uid = @frameOfReference, moment = @moment WHERE id = @id`,
    {
      id,
      number: header.seriesNumber,
      bodyPart: header.bodyPart,
      laterality: header.seriesLaterality,
      frameOfReference: header.frameOfReferenceUid,
      moment: JSON.stringify(header.seriesMoment),
    },
  );
}
