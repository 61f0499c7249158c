/** Doubts about a score, beside it: an age that the file does not state, for a model that is made for some ages. */
export const scoreFlags = `
ALTER TABLE findings ADD COLUMN flags TEXT NOT NULL DEFAULT '[]';
`;
