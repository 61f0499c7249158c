import { EXAM_VERSION, heatmapExamSchema, type HeatmapExam } from '../../domain/saliency-checks/saliency-check.ts';
import type { Database } from '../database/database.ts';

export interface ExamRepository {
  /** In the place of an earlier one of the same model file, method and dataset. */
  keep(exam: HeatmapExam): void;
  /** Those of one model file by the definitions of now, newest first. */
  ofModel(sha256: string): readonly HeatmapExam[];
}

export function createExamRepository(database: Database): ExamRepository {
  return {
    keep(exam) {
      const { modelSha256, method, examVersion, dataset, examinedAt } = exam;
      const row = { modelSha256, method, examVersion, fingerprint: dataset?.fingerprint ?? '', examinedAt };
      database.write((db) =>
        db.run(
          `INSERT OR REPLACE INTO heatmap_exams (model_sha256, method, exam_version, fingerprint, examined_at, report)
           VALUES (@modelSha256, @method, @examVersion, @fingerprint, @examinedAt, @report)`,
          { ...row, report: JSON.stringify(exam) },
        ),
      );
    },
    ofModel: (sha256) =>
      database.read
        .all<{ report: string }>(
          `SELECT report FROM heatmap_exams WHERE model_sha256 = @sha256 AND exam_version = @version
           ORDER BY examined_at DESC, method`,
          { sha256, version: EXAM_VERSION },
        )
        .map(({ report }) => heatmapExamSchema.parse(JSON.parse(report))),
  };
}
