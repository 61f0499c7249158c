import type { FileFormat, Instance } from '../../domain/studies/study.ts';
import type { FrameMetadata } from '../../domain/studies/frame.ts';
import type { InstanceId, StudyId } from '../../domain/ids.ts';
import type { Database, Reads, Writes } from '../database/database.ts';
import type { NewImage } from './new-image.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';
import { findOrCreateStudy } from './find-or-create-study.ts';
import type { RecordChange } from '../audit-trail/record-change.ts';

export interface Imported {
  readonly instance: Instance;
  readonly kind: 'added' | 'known';
}

interface InstanceRow {
  readonly id: InstanceId;
  readonly study: StudyId;
  readonly path: string;
  readonly format: FileFormat;
  readonly modality: string | null;
  readonly description: string | null;
  readonly frame_count: number;
  readonly meaning: string;
  readonly sha256: string;
  readonly is_uid_shared: number;
  readonly is_synthetic: number;
}

const SELECT = `SELECT instances.id, series.study, instances.path, instances.format, series.modality, series.description,
  instances.frame_count, instances.meaning, instances.sha256, instances.is_synthetic,
  EXISTS (SELECT 1 FROM instances AS other WHERE other.uid = instances.uid AND other.id <> instances.id) AS is_uid_shared
  FROM instances JOIN series ON series.id = instances.series`;

function toInstance(row: InstanceRow): Instance {
  return {
    id: row.id,
    studyId: row.study,
    path: row.path,
    format: row.format,
    modality: row.modality,
    seriesDescription: row.description,
    frameCount: row.frame_count,
    metadata: JSON.parse(row.meaning) as FrameMetadata,
    sha256: row.sha256,
    isUidShared: row.is_uid_shared === 1,
    isSynthetic: row.is_synthetic === 1,
  };
}

export function instancesOfStudy(db: Reads, study: StudyId): Instance[] {
  return db.all<InstanceRow>(`${SELECT} WHERE series.study = @study ORDER BY instances.id`, { study }).map(toInstance);
}

function findSeries(db: Writes, study: StudyId, header: ImageHeader): number {
  const identity = header.seriesInstanceUid ?? '';
  const known = db.get<{ id: number }>('SELECT id FROM series WHERE study = @study AND identity = @identity', {
    study,
    identity,
  });
  if (known !== undefined) return known.id;
  return db.run(
    `INSERT INTO series (study, identity, uid, modality, description)
     VALUES (@study, @identity, @uid, @modality, @description)`,
    {
      study,
      identity,
      uid: header.seriesInstanceUid,
      modality: header.modality,
      description: header.seriesDescription,
    },
  ).id;
}

function insert(db: Writes, image: NewImage, importedAt: string): StudyId {
  const study = findOrCreateStudy(db, image, importedAt);
  const instance = db.run(
    `INSERT INTO instances (series, uid, path, sha256, format, frame_count, meaning, is_synthetic, imported_at)
     VALUES (@series, @uid, @path, @sha256, @format, @frameCount, @meaning, @isSynthetic, @importedAt)`,
    {
      series: findSeries(db, study, image.header),
      uid: image.header.sopInstanceUid,
      path: image.path,
      sha256: image.sha256,
      format: image.format,
      frameCount: image.frameCount,
      meaning: JSON.stringify(image.metadata),
      isSynthetic: Number(image.header.isSynthetic),
      importedAt,
    },
  ).id;
  db.run('INSERT INTO thumbnails (instance, png) VALUES (@instance, @png)', { instance, png: image.thumbnail });
  return study;
}

export interface InstanceRepository {
  get(id: InstanceId): Instance | undefined;
  findBySha256(sha256: string): Instance | undefined;
  /**
   * Adds the image, and the patient, study and series it is the first of. The same file again changes nothing;
   * another file with the same SOP Instance UID is an instance of its own.
   */
  import(image: NewImage): Imported;
  /** The file lies elsewhere now. */
  move(id: InstanceId, path: string): void;
  /** PNG bytes. */
  thumbnail(id: InstanceId): Uint8Array | undefined;
  keepThumbnail(id: InstanceId, png: Uint8Array): void;
}

export function createInstanceRepository(
  database: Database,
  record: RecordChange,
  clock: () => Date,
): InstanceRepository {
  function find(db: Reads, column: 'id' | 'sha256', value: number | string): Instance | undefined {
    const row = db.get<InstanceRow>(`${SELECT} WHERE instances.${column} = @value`, { value });
    return row && toInstance(row);
  }
  return {
    get: (id) => find(database.read, 'id', id),
    findBySha256: (sha256) => find(database.read, 'sha256', sha256),
    import: (image) =>
      database.write((db) => {
        const known = find(db, 'sha256', image.sha256);
        if (known !== undefined) return { instance: known, kind: 'known' };
        const study = insert(db, image, clock().toISOString());
        const instance = find(db, 'sha256', image.sha256)!;
        record(db, study, {
          actor: 'overread',
          action: 'image.imported',
          details: { instance: instance.id, format: image.format, sha256: image.sha256 },
        });
        return { instance, kind: 'added' };
      }),
    move: (id, path) =>
      void database.write((db) => db.run('UPDATE instances SET path = @path WHERE id = @id', { id, path })),
    thumbnail: (instance) =>
      database.read.get<{ png: Uint8Array }>('SELECT png FROM thumbnails WHERE instance = @instance', { instance })
        ?.png,
    keepThumbnail: (instance, png) =>
      void database.write((db) =>
        db.run('INSERT OR REPLACE INTO thumbnails (instance, png) VALUES (@instance, @png)', { instance, png }),
      ),
  };
}
