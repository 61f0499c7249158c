/** Datasets known by name, what audits said of them, and what is known of their files. */
export const datasets = `
CREATE TABLE datasets (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  -- JSON, its keys in the order of the code: a folder, or a query over the reads.
  source TEXT NOT NULL UNIQUE,
  added_at TEXT NOT NULL,
  -- As when it was last opened; null before.
  fingerprint TEXT,
  labels TEXT NOT NULL,
  counts TEXT
) STRICT;

-- The latest audit of each; a state is what the report depends on, wherever the files lie.
CREATE TABLE dataset_audits (
  state TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  audited_at TEXT NOT NULL,
  summary TEXT NOT NULL,
  report TEXT NOT NULL
) STRICT;

CREATE TABLE datasets_audited (
  dataset INTEGER PRIMARY KEY REFERENCES datasets (id) ON DELETE CASCADE,
  state TEXT NOT NULL REFERENCES dataset_audits (state)
) STRICT;

-- What a file holds, so that one that has not changed since is not read again.
CREATE TABLE file_digests (
  path TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  modified_ms INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  patient TEXT,
  attributes TEXT NOT NULL
) STRICT;

-- What an audit measures of an image, by the content of its file and by the version of the measuring.
CREATE TABLE file_features (
  sha256 TEXT NOT NULL,
  version INTEGER NOT NULL,
  -- JSON: properties, or the reason why the file can't be read.
  features TEXT NOT NULL,
  -- The image as a small grey picture, one byte a pixel; null where it can't be read.
  miniature BLOB,
  PRIMARY KEY (sha256, version)
) STRICT, WITHOUT ROWID;
`;
