/**
 * Refusals, files of screenings and their titles keep a code and details as JSON instead of a sentence. A sentence from before
 * becomes a code of its own, which shows it as it is. A copy of an image has the path of the image in its own column.
 */
export const codedMessages = `
ALTER TABLE refusals RENAME COLUMN reason TO fault;
UPDATE refusals SET fault =
  json_object('code', 'stored.sentence', 'details', json_object('sentence', fault, 'code', code));
ALTER TABLE refusals DROP COLUMN code;

CREATE TABLE listed_files (
  id INTEGER PRIMARY KEY,
  screening INTEGER NOT NULL REFERENCES screenings (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  status TEXT NOT NULL,
  -- JSON; null for a copy.
  fault TEXT,
  -- The path of the image; null for any other.
  same_as TEXT
) STRICT;
INSERT INTO listed_files (id, screening, path, status, fault, same_as)
  SELECT id, screening, path, status,
    iif(status = 'duplicate', NULL, json_object('code', 'stored.sentence', 'details', json_object('sentence', reason))),
    iif(status = 'duplicate', reason, NULL)
  FROM screening_files;
DROP TABLE screening_files;
ALTER TABLE listed_files RENAME TO screening_files;
CREATE INDEX screening_files_screening ON screening_files (screening);

UPDATE screenings SET title = json_object('code', 'stored.sentence', 'details', json_object('sentence', title));

UPDATE worklist_lines SET line = json_set(line, '$.refusal',
  json_object('code', 'stored.sentence', 'details', json_object('sentence', json_extract(line, '$.refusal'))))
  WHERE json_type(line, '$.refusal') = 'text';
`;
