/** Trainings that were asked for, and how each went, epoch by epoch. */
export const trainings = `
CREATE TABLE trainings (
  id INTEGER PRIMARY KEY,
  -- As it was left: one under way in no process was interrupted.
  state TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  -- JSON: what was asked for, all settings, network, and data with its audit as it stood then.
  begun TEXT NOT NULL,
  ending TEXT,
  notes TEXT NOT NULL,
  -- The model that came of it.
  made TEXT,
  seconds REAL NOT NULL
) STRICT;

CREATE TABLE training_epochs (
  training INTEGER NOT NULL REFERENCES trainings (id) ON DELETE CASCADE,
  epoch INTEGER NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (training, epoch)
) STRICT, WITHOUT ROWID;
`;
