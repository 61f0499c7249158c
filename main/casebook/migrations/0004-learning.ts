/** Never edited after a release: a change is a new migration. */
export const learning = `
-- The last word where readers differ. Only ever added to.
CREATE TABLE adjudications (
  id INTEGER PRIMARY KEY,
  instance INTEGER NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
  frame_index INTEGER NOT NULL,
  label TEXT NOT NULL,
  present INTEGER NOT NULL,
  note TEXT NOT NULL,
  adjudicator TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX adjudications_instance ON adjudications (instance);

-- What a model's last layer saw of a frame, a byte a number.
CREATE TABLE features (
  -- Of the model's file and its preprocessing: others make other features.
  fingerprint TEXT NOT NULL,
  instance INTEGER NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
  frame_index INTEGER NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (fingerprint, instance, frame_index)
) STRICT, WITHOUT ROWID;
`;
