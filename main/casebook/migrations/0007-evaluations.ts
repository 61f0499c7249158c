/** Models' logits for images of datasets, and the reports made of them. */
export const evaluations = `
CREATE TABLE case_scores (
  -- Of the image's file, and of what decides the logits: the model's file, its input and how pixels are prepared.
  image_sha256 TEXT NOT NULL,
  logits_fingerprint TEXT NOT NULL,
  -- JSON, in the order of the model's labels: the mean over the views, before calibration.
  logits TEXT NOT NULL,
  -- Preparing the pixels and running the model.
  duration_ms REAL NOT NULL,
  provider TEXT NOT NULL,
  PRIMARY KEY (image_sha256, logits_fingerprint)
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluations (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  -- JSON: the line in the list, the whole report, and its cases as columns.
  line TEXT NOT NULL,
  report TEXT NOT NULL,
  cases TEXT NOT NULL
) STRICT;
`;
