import type { FileDigest, FileState } from '../../domain/datasets/file-digest.ts';
import type { ImageFeatures } from '../../domain/datasets/image-features.ts';
import { parseStoredMessage } from '../../domain/messages/coded-message.ts';
import type { Database } from '../database/database.ts';

interface DigestRow {
  readonly sha256: string;
  readonly patient: string | null;
  readonly attributes: string;
}

interface FeatureRow {
  readonly features: string;
  readonly miniature: Uint8Array | null;
}

/** As versions before the codes kept why a file can't be read. */
interface EarlierRefusal {
  readonly isReadable: false;
  readonly reason: string;
}

/** Facts known of the files of datasets, so that nothing is read or measured twice. */
export interface DatasetFileRepository {
  /** Undefined for a file that is new or has changed. */
  digest(state: FileState): FileDigest | undefined;
  keepDigests(digests: readonly FileDigest[]): void;
  /** @param version of the measuring. */
  features(sha256: string, version: number): ImageFeatures | undefined;
  keepFeatures(
    measured: readonly { readonly sha256: string; readonly features: ImageFeatures }[],
    version: number,
  ): void;
}

export function createDatasetFileRepository(database: Database): DatasetFileRepository {
  return {
    digest(state) {
      const row = database.read.get<DigestRow>(
        `SELECT sha256, patient, attributes FROM file_digests
         WHERE path = @path AND bytes = @bytes AND modified_ms = @modifiedMs`,
        { ...state },
      );
      return row && { ...state, ...row, attributes: JSON.parse(row.attributes) as FileDigest['attributes'] };
    },
    keepDigests: (digests) =>
      database.write((db) => {
        for (const digest of digests) {
          db.run(
            `INSERT OR REPLACE INTO file_digests (path, bytes, modified_ms, sha256, patient, attributes)
             VALUES (@path, @bytes, @modifiedMs, @sha256, @patient, @attributes)`,
            { ...digest, attributes: JSON.stringify(digest.attributes) },
          );
        }
      }),
    features(sha256, version) {
      const row = database.read.get<FeatureRow>(
        'SELECT features, miniature FROM file_features WHERE sha256 = @sha256 AND version = @version',
        { sha256, version },
      );
      if (row === undefined) return undefined;
      const features = JSON.parse(row.features) as ImageFeatures | EarlierRefusal;
      if ('reason' in features) return { isReadable: false, fault: parseStoredMessage(features.reason) };
      return features.isReadable ? { ...features, miniature: row.miniature! } : features;
    },
    keepFeatures: (measured, version) =>
      database.write((db) => {
        for (const { sha256, features } of measured) {
          const { miniature, ...rest } = { miniature: null, ...features };
          db.run(
            `INSERT OR REPLACE INTO file_features (sha256, version, features, miniature)
             VALUES (@sha256, @version, @features, @miniature)`,
            { sha256, version, features: JSON.stringify(rest), miniature },
          );
        }
      }),
  };
}
