import type { Database } from '../database/database.ts';

/** A model's logits for an image. */
export interface EntryScore {
  /** In the order of the model's labels: the mean over the views, before calibration. */
  readonly logits: readonly number[];
  /** Preparing the pixels and running the model. */
  readonly durationMs: number;
  /** ONNX Runtime's name. */
  readonly provider: string;
}

export interface EntryScoreRepository {
  /** By the image's hash: those that the model has scored before. */
  ofImages(logitsFingerprint: string, images: Iterable<string>): ReadonlyMap<string, EntryScore>;
  /** Keeps the scores of images by their hash; one that is there already stands. */
  keep(logitsFingerprint: string, scores: ReadonlyMap<string, EntryScore>): void;
}

interface Row {
  readonly logits: string;
  readonly duration_ms: number;
  readonly provider: string;
}

export function createEntryScoreRepository(database: Database): EntryScoreRepository {
  return {
    ofImages: (fingerprint, images) =>
      database.snapshot((db) => {
        const found = new Map<string, EntryScore>();
        for (const image of images) {
          const row = db.get<Row>(
            `SELECT logits, duration_ms, provider FROM case_scores
             WHERE image_sha256 = @image AND logits_fingerprint = @fingerprint`,
            { image, fingerprint },
          );
          if (row === undefined) continue;
          const logits = JSON.parse(row.logits) as number[];
          found.set(image, { logits, durationMs: row.duration_ms, provider: row.provider });
        }
        return found;
      }),
    keep: (fingerprint, scores) =>
      database.write((db) => {
        for (const [image, { logits, durationMs, provider }] of scores) {
          db.run(
            `INSERT OR IGNORE INTO case_scores (image_sha256, logits_fingerprint, logits, duration_ms, provider)
             VALUES (@image, @fingerprint, @logits, @durationMs, @provider)`,
            { image, fingerprint, logits: JSON.stringify(logits), durationMs, provider },
          );
        }
      }),
  };
}
