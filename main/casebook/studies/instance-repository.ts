import type { FrameMetadata } from '../../domain/studies/frame.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';
import type { Instance } from '../../domain/studies/study.ts';
import type { InstanceId, StudyId } from '../../domain/ids.ts';
import type { RecordChange } from '../audit-trail/record-change.ts';
import type { RowReference } from '../audit-trail/row-hashes.ts';
import type { Database, Reads, Writes } from '../database/database.ts';
import { findOrCreateStudy } from './find-or-create-study.ts';
import { detailsOf, findInstance } from './instance-rows.ts';
import { keepHeader } from './keep-header.ts';
import type { NewImage } from './new-image.ts';
import { findOrCreateSeries } from './series-repository.ts';
import { studyOfInstance } from './study-of-instance.ts';

export interface Imported {
  readonly instance: Instance;
  readonly kind: 'added' | 'known';
}

function insert(db: Writes, image: NewImage, importedAt: string): StudyId {
  const { header } = image;
  const study = findOrCreateStudy(db, image, importedAt);
  const instance = db.run(
    `INSERT INTO instances (series, uid, sop_class_uid, number, path, sha256, format, frame_count, meaning, details,
       is_synthetic, imported_at)
     VALUES (@series, @uid, @sopClass, @number, @path, @sha256, @format, @frameCount, @metadata, @details,
       @isSynthetic, @importedAt)`,
    {
      series: findOrCreateSeries(db, study, header),
      uid: header.sopInstanceUid,
      sopClass: header.sopClassUid,
      number: header.instanceNumber,
      path: image.path,
      sha256: image.sha256,
      format: image.format,
      frameCount: image.frameCount,
      metadata: JSON.stringify(image.metadata),
      details: detailsOf(header),
      isSynthetic: Number(header.isSynthetic),
      importedAt,
    },
  ).id;
  db.run('INSERT INTO thumbnails (instance, png) VALUES (@instance, @png)', { instance, png: image.thumbnail });
  return study;
}

/** The image with its file's place, its series, its study and the patient that its file states. */
function rowsOf(db: Reads, instance: InstanceId, study: StudyId): readonly RowReference[] {
  const { patient, series } = db.get<{ patient: number | null; series: number }>(
    `SELECT studies.patient, instances.series FROM instances JOIN studies ON studies.id = @study
     WHERE instances.id = @instance`,
    { study, instance },
  )!;
  const own: readonly RowReference[] = [
    { table: 'instances', id: instance },
    { table: 'instance_paths', id: instance },
    { table: 'series', id: series },
    { table: 'studies', id: study },
  ];
  return patient === null ? own : [...own, { table: 'patients', id: patient }];
}

export interface InstanceRepository {
  get(id: InstanceId): Instance | undefined;
  findBySha256(sha256: string): Instance | undefined;
  /**
   * Adds the image, and the patient, study and series it is the first of. The same file again changes nothing;
   * another file with the same SOP Instance UID is an instance of its own.
   */
  import(image: NewImage): Imported;
  /** Completes an instance that was imported before whole headers were kept; `metadata` are of its first frame. */
  keepHeader(id: InstanceId, header: ImageHeader, metadata: FrameMetadata): void;
  /** The file lies elsewhere now. */
  move(id: InstanceId, path: string): void;
  /** Another file has the same bytes: the study is found by its name too. */
  addCopy(id: InstanceId, path: string): void;
  /** PNG bytes. */
  thumbnail(id: InstanceId): Uint8Array | undefined;
  keepThumbnail(id: InstanceId, png: Uint8Array): void;
}

export function createInstanceRepository(
  database: Database,
  record: RecordChange,
  clock: () => Date,
): InstanceRepository {
  return {
    get: (id) => findInstance(database.read, 'id', id),
    findBySha256: (sha256) => findInstance(database.read, 'sha256', sha256),
    import: (image) =>
      database.write((db) => {
        const known = findInstance(db, 'sha256', image.sha256);
        if (known !== undefined) return { instance: known, kind: 'known' };
        const study = insert(db, image, clock().toISOString());
        const instance = findInstance(db, 'sha256', image.sha256)!;
        record(db, study, {
          actor: 'overread',
          action: 'image.imported',
          details: { instance: instance.id, format: image.format, sha256: image.sha256 },
          rows: rowsOf(db, instance.id, study),
        });
        return { instance, kind: 'added' };
      }),
    keepHeader: (id, header, metadata) =>
      database.write((db) => {
        const instance = findInstance(db, 'id', id);
        if (instance === undefined || instance.isHeaderKept) return;
        keepHeader(db, instance, header, metadata);
        record(db, instance.studyId, {
          actor: 'overread',
          action: 'image.header-kept',
          details: { instance: id },
          rows: rowsOf(db, id, instance.studyId),
        });
      }),
    move: (id, path) =>
      database.write((db) => {
        db.run('UPDATE instances SET path = @path WHERE id = @id', { id, path });
        record(db, studyOfInstance(db, id), {
          actor: 'overread',
          action: 'image.moved',
          details: { instance: id },
          rows: [{ table: 'instance_paths', id }],
        });
      }),
    addCopy: (instance, path) =>
      database.write((db) => {
        const { changes } = db.run('INSERT OR IGNORE INTO copies (instance, path) VALUES (@instance, @path)', {
          instance,
          path,
        });
        if (changes > 0)
          record(db, studyOfInstance(db, instance), {
            actor: 'overread',
            action: 'image.foundAgain',
            details: { instance },
          });
      }),
    thumbnail: (instance) =>
      database.read.get<{ png: Uint8Array }>('SELECT png FROM thumbnails WHERE instance = @instance', { instance })
        ?.png,
    keepThumbnail: (instance, png) =>
      void database.write((db) =>
        db.run('INSERT OR REPLACE INTO thumbnails (instance, png) VALUES (@instance, @png)', { instance, png }),
      ),
  };
}
