/** Series, the places of image files and refusals are vouched for too: those that are there, once an entry is about them. */
export const vouchedImages = `
INSERT INTO vouched_since
  SELECT 'instance_paths', ifnull(max(id), 0) FROM instances
  UNION ALL SELECT 'refusals', ifnull(max(id), 0) FROM refusals
  UNION ALL SELECT 'series', ifnull(max(id), 0) FROM series;
`;
