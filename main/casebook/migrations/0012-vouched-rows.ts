/**
 * Each entry of the audit log holds the hashes of the rows that it is about, JSON. Null in entries from before. Rows that were
 * there before, up to the number kept here, have none until an entry is about them again.
 */
export const vouchedRows = `
ALTER TABLE audit ADD COLUMN vouched TEXT;
CREATE TABLE vouched_since (
  name TEXT PRIMARY KEY,
  last_row INTEGER NOT NULL
) STRICT;
INSERT INTO vouched_since
  SELECT 'adjudications', ifnull(max(id), 0) FROM adjudications
  UNION ALL SELECT 'instances', ifnull(max(id), 0) FROM instances
  UNION ALL SELECT 'patients', ifnull(max(id), 0) FROM patients
  UNION ALL SELECT 'predictions', ifnull(max(id), 0) FROM predictions
  UNION ALL SELECT 'review_withdrawals', ifnull(max(review), 0) FROM review_withdrawals
  UNION ALL SELECT 'reviews', ifnull(max(id), 0) FROM reviews
  UNION ALL SELECT 'studies', ifnull(max(id), 0) FROM studies;
`;
