/** Reports of heatmap exams, by what they depend on. */
export const heatmapExams = `
CREATE TABLE heatmap_exams (
  model_sha256 TEXT NOT NULL,
  method TEXT NOT NULL,
  exam_version INTEGER NOT NULL,
  -- Of the dataset; empty where the cases were phantoms alone.
  fingerprint TEXT NOT NULL,
  examined_at TEXT NOT NULL,
  report TEXT NOT NULL,
  PRIMARY KEY (model_sha256, method, exam_version, fingerprint)
) STRICT, WITHOUT ROWID;
`;
