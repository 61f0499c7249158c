/** Answers that were taken back, further files of an image, and what became of the files of each screening. */
export const withdrawalsAndScreenings = `
-- An answer is taken back by an entry: reviews are only ever added.
CREATE TABLE review_withdrawals (
  review INTEGER PRIMARY KEY REFERENCES reviews (id) ON DELETE CASCADE,
  reader TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE VIEW standing_reviews AS
  SELECT * FROM reviews WHERE NOT EXISTS (SELECT 1 FROM review_withdrawals WHERE review = reviews.id);

-- Files with the same bytes as an image that was imported from elsewhere: a person may know it by their names.
CREATE TABLE copies (
  instance INTEGER NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  PRIMARY KEY (instance, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE screenings (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  started_at TEXT NOT NULL,
  -- Null while it is under way, and for good where the program was ended before it.
  ended_at TEXT,
  total INTEGER,
  scored INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Files that were not scored, and copies; the others are in the worklist.
CREATE TABLE screening_files (
  id INTEGER PRIMARY KEY,
  screening INTEGER NOT NULL REFERENCES screenings (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX screening_files_screening ON screening_files (screening);
`;
