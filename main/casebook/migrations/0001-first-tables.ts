/** Never edited after a release: a change is a new migration. */
export const firstTables = `
CREATE TABLE patients (
  id INTEGER PRIMARY KEY,
  patient_id TEXT NOT NULL,
  name TEXT NOT NULL,
  birth_date TEXT,
  sex TEXT
) STRICT;
-- A Patient ID alone is unique only within one hospital: two people are never merged on it.
CREATE UNIQUE INDEX patients_identity ON patients (patient_id, name, ifnull(birth_date, ''));

CREATE TABLE studies (
  id INTEGER PRIMARY KEY,
  -- What makes it the same study: the UID with the patient, or the file's hash where there is no UID.
  identity TEXT NOT NULL UNIQUE,
  patient INTEGER REFERENCES patients (id),
  uid TEXT,
  accession_number TEXT,
  description TEXT NOT NULL,
  modality TEXT NOT NULL,
  study_date TEXT,
  is_synthetic INTEGER NOT NULL,
  imported_at TEXT NOT NULL
) STRICT;
CREATE INDEX studies_patient ON studies (patient);

CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  study INTEGER NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
  identity TEXT NOT NULL,
  uid TEXT,
  modality TEXT,
  description TEXT,
  UNIQUE (study, identity)
) STRICT;

CREATE TABLE instances (
  id INTEGER PRIMARY KEY,
  series INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  -- Null where there is none. Not unique: two files may have the same one by mistake, and both are kept.
  uid TEXT,
  path TEXT NOT NULL,
  -- Of the file: what makes it the same instance.
  sha256 TEXT NOT NULL UNIQUE,
  format TEXT NOT NULL,
  frame_count INTEGER NOT NULL,
  meaning TEXT NOT NULL,
  is_synthetic INTEGER NOT NULL,
  imported_at TEXT NOT NULL
) STRICT;
CREATE INDEX instances_series ON instances (series);
CREATE INDEX instances_uid ON instances (uid);

CREATE TABLE thumbnails (
  instance INTEGER PRIMARY KEY REFERENCES instances (id) ON DELETE CASCADE,
  png BLOB NOT NULL
) STRICT;

CREATE TABLE predictions (
  id INTEGER PRIMARY KEY,
  instance INTEGER NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
  frame_index INTEGER NOT NULL,
  model TEXT NOT NULL,
  model_sha256 TEXT NOT NULL,
  model_version TEXT NOT NULL,
  card_version INTEGER NOT NULL,
  preprocessing_version INTEGER NOT NULL,
  scoring_fingerprint TEXT NOT NULL,
  provider TEXT NOT NULL,
  runtime_version TEXT NOT NULL,
  input_sha256 TEXT NOT NULL,
  temperature REAL NOT NULL,
  labels TEXT NOT NULL,
  logits TEXT NOT NULL,
  duration_ms REAL NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (instance, frame_index, model, scoring_fingerprint)
) STRICT;

CREATE TABLE findings (
  prediction INTEGER NOT NULL REFERENCES predictions (id) ON DELETE CASCADE,
  label TEXT NOT NULL,
  probability REAL NOT NULL,
  threshold REAL NOT NULL,
  positive INTEGER NOT NULL,
  PRIMARY KEY (prediction, label)
) STRICT;

CREATE TABLE refusals (
  id INTEGER PRIMARY KEY,
  instance INTEGER NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
  frame_index INTEGER NOT NULL,
  model TEXT NOT NULL,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (instance, frame_index, model)
) STRICT;

CREATE TABLE reviews (
  id INTEGER PRIMARY KEY,
  study INTEGER NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
  prediction INTEGER NOT NULL REFERENCES predictions (id),
  model TEXT NOT NULL,
  label TEXT NOT NULL,
  probability REAL NOT NULL,
  positive INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  note TEXT NOT NULL,
  reader TEXT NOT NULL,
  seen TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX reviews_study ON reviews (study);
CREATE INDEX reviews_prediction ON reviews (prediction);

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  details TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_subject ON audit (subject);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
  BEGIN SELECT raise(ABORT, 'The audit log is append-only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
  BEGIN SELECT raise(ABORT, 'The audit log is append-only'); END;

-- One narrow row a study, so that searching and sorting read little; made from the tables above.
CREATE TABLE worklist (
  study INTEGER PRIMARY KEY REFERENCES studies (id) ON DELETE CASCADE,
  search TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  study_date TEXT,
  patient_name TEXT NOT NULL,
  status TEXT NOT NULL,
  probability REAL,
  is_positive INTEGER NOT NULL,
  is_synthetic INTEGER NOT NULL
) STRICT;
CREATE INDEX worklist_imported_at ON worklist (imported_at);
CREATE INDEX worklist_study_date ON worklist (study_date);
CREATE INDEX worklist_patient_name ON worklist (patient_name);
CREATE INDEX worklist_probability ON worklist (probability);
CREATE INDEX worklist_status ON worklist (status);

-- The line as the worklist shows it, JSON.
CREATE TABLE worklist_lines (
  study INTEGER PRIMARY KEY REFERENCES studies (id) ON DELETE CASCADE,
  line TEXT NOT NULL
) STRICT;

-- Things done once in the life of a casebook, such as putting in the samples.
CREATE TABLE milestones (
  name TEXT PRIMARY KEY,
  at TEXT NOT NULL
) STRICT;
`;
