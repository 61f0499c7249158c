import {
  SALIENCY_CHECK_VERSION,
  saliencyCheckSchema,
  type SaliencyCheck,
} from '../../domain/saliency-checks/saliency-check.ts';
import type { Database } from '../database/database.ts';

export interface SaliencyCheckRepository {
  /** In the place of an earlier one of the same model file, method and dataset. */
  keep(check: SaliencyCheck): void;
  /** Those of one model file by the definitions of now, newest first. */
  ofModel(sha256: string): readonly SaliencyCheck[];
}

export function createSaliencyCheckRepository(database: Database): SaliencyCheckRepository {
  return {
    keep(check) {
      const { modelSha256, method, checkVersion, dataset, checkedAt } = check;
      const row = { modelSha256, method, checkVersion, fingerprint: dataset?.fingerprint ?? '', checkedAt };
      database.write((db) =>
        db.run(
          `INSERT OR REPLACE INTO heatmap_exams (model_sha256, method, exam_version, fingerprint, examined_at, report)
           VALUES (@modelSha256, @method, @checkVersion, @fingerprint, @checkedAt, @report)`,
          { ...row, report: JSON.stringify(check) },
        ),
      );
    },
    ofModel: (sha256) =>
      database.read
        .all<{ report: string }>(
          `SELECT report FROM heatmap_exams WHERE model_sha256 = @sha256 AND exam_version = @version
           ORDER BY examined_at DESC, method`,
          { sha256, version: SALIENCY_CHECK_VERSION },
        )
        .map(({ report }) => saliencyCheckSchema.parse(JSON.parse(report))),
  };
}
