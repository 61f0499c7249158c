/** Which model is in use with which operating points, and the gate's reports, are vouched for too. */
export const vouchedModels = `
INSERT INTO vouched_since
  SELECT 'gate_reports', ifnull(max(id), 0) FROM gate_reports
  UNION ALL SELECT 'model_terms', ifnull(max(id), 0) FROM model_terms
  UNION ALL SELECT 'model_versions', ifnull(max(id), 0) FROM model_versions;
`;
