/** Instances as the tables keep them. */
import type { FrameMetadata } from '../../domain/studies/frame.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';
import { unstatedDetails, type FileFormat, type Instance, type InstanceDetails } from '../../domain/studies/study.ts';
import type { InstanceId, SeriesId, StudyId } from '../../domain/ids.ts';
import type { Reads } from '../database/database.ts';

interface InstanceRow {
  readonly id: InstanceId;
  readonly study: StudyId;
  readonly series: SeriesId;
  readonly uid: string | null;
  readonly sop_class_uid: string | null;
  readonly number: number | null;
  readonly path: string;
  readonly format: FileFormat;
  readonly modality: string | null;
  readonly description: string | null;
  readonly frame_count: number;
  /** The metadata of the first frame; the column has kept its first name. */
  readonly meaning: string;
  readonly details: string | null;
  readonly sha256: string;
  readonly is_uid_shared: number;
  readonly is_synthetic: number;
}

const SELECT = `SELECT instances.id, series.study, instances.series, instances.uid, instances.sop_class_uid,
  instances.number, instances.path, instances.format, series.modality, series.description,
  instances.frame_count, instances.meaning, instances.details, instances.sha256, instances.is_synthetic,
  EXISTS (SELECT 1 FROM instances AS other WHERE other.uid = instances.uid AND other.id <> instances.id) AS is_uid_shared
  FROM instances JOIN series ON series.id = instances.series`;

/** The JSON of the column `details`. */
export function detailsOf(header: ImageHeader): string {
  const { acquisitionMoment, contentMoment, timezoneOffset, imageLaterality, acquisition } = header;
  const details: InstanceDetails = { acquisitionMoment, contentMoment, timezoneOffset, imageLaterality, acquisition };
  return JSON.stringify(details);
}

function toInstance(row: InstanceRow): Instance {
  const details = row.details === null ? {} : (JSON.parse(row.details) as Partial<InstanceDetails>);
  return {
    ...unstatedDetails,
    ...details,
    id: row.id,
    studyId: row.study,
    seriesId: row.series,
    uid: row.uid,
    sopClassUid: row.sop_class_uid,
    number: row.number,
    path: row.path,
    format: row.format,
    modality: row.modality,
    seriesDescription: row.description,
    frameCount: row.frame_count,
    metadata: JSON.parse(row.meaning) as FrameMetadata,
    sha256: row.sha256,
    isUidShared: row.is_uid_shared === 1,
    isSynthetic: row.is_synthetic === 1,
    isHeaderKept: row.details !== null,
  };
}

export function instancesOfStudy(db: Reads, study: StudyId): Instance[] {
  return db.all<InstanceRow>(`${SELECT} WHERE series.study = @study ORDER BY instances.id`, { study }).map(toInstance);
}

export function findInstance(db: Reads, column: 'id' | 'sha256', value: number | string): Instance | undefined {
  const row = db.get<InstanceRow>(`${SELECT} WHERE instances.${column} = @value`, { value });
  return row && toInstance(row);
}
