import type { FeatureVector } from '../../domain/active-learning/feature-vector.ts';
import type { InstanceId } from '../../domain/ids.ts';
import type { Database } from '../database/database.ts';

export interface FramePlace {
  readonly instanceId: InstanceId;
  readonly frameIndex: number;
}

export interface FrameFeatures extends FramePlace {
  readonly vector: FeatureVector;
}

interface FeatureRow {
  readonly instance: InstanceId;
  readonly frame_index: number;
  readonly vector: Uint8Array;
}

const toVector = (bytes: Uint8Array): FeatureVector => new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Features of frames, by a fingerprint of what made them. They can be made again, so that nothing is said of them in the log. */
export interface FeatureRepository {
  find(fingerprint: string, place: FramePlace): FeatureVector | undefined;
  /** Those that are there already stand. */
  add(fingerprint: string, features: FrameFeatures): void;
  /** One at a time: of a large casebook they fill much memory. */
  all(fingerprint: string): IterableIterator<FrameFeatures>;
}

export function createFeatureRepository(database: Database): FeatureRepository {
  return {
    find(fingerprint, { instanceId, frameIndex }) {
      const row = database.read.get<Pick<FeatureRow, 'vector'>>(
        `SELECT vector FROM features WHERE fingerprint = @fingerprint AND instance = @instanceId AND frame_index = @frameIndex`,
        { fingerprint, instanceId, frameIndex },
      );
      return row && toVector(row.vector);
    },
    add: (fingerprint, { instanceId, frameIndex, vector }) =>
      void database.write((db) =>
        db.run(
          `INSERT OR IGNORE INTO features (fingerprint, instance, frame_index, vector)
           VALUES (@fingerprint, @instanceId, @frameIndex, @vector)`,
          {
            fingerprint,
            instanceId,
            frameIndex,
            vector: new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength),
          },
        ),
      ),
    *all(fingerprint) {
      const sql = 'SELECT instance, frame_index, vector FROM features WHERE fingerprint = @fingerprint';
      for (const row of database.read.each<FeatureRow>(sql, { fingerprint }))
        yield { instanceId: row.instance, frameIndex: row.frame_index, vector: toVector(row.vector) };
    },
  };
}
