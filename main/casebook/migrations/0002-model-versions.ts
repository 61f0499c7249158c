/** Which model is in use for what, since when, and what the gate found. */
export const modelVersions = `
CREATE TABLE model_versions (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  -- The scoring fingerprint of its card file: another threshold or calibration is another version.
  fingerprint TEXT NOT NULL,
  role TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('candidate', 'current', 'retired')),
  sha256 TEXT NOT NULL,
  version TEXT NOT NULL,
  title TEXT NOT NULL,
  parent TEXT,
  origin TEXT NOT NULL CHECK (origin IN ('bundled', 'own')),
  is_example INTEGER NOT NULL,
  joined_at TEXT NOT NULL,
  UNIQUE (model, fingerprint)
) STRICT;
CREATE UNIQUE INDEX model_versions_current ON model_versions (role) WHERE state = 'current';
CREATE INDEX model_versions_role ON model_versions (role);

-- A time as the current version; the newest of a role is that of now. A roll-back begins one as well, with what the
-- term that it returns to had replaced, so that one can roll back further.
CREATE TABLE model_terms (
  id INTEGER PRIMARY KEY,
  role TEXT NOT NULL,
  version INTEGER NOT NULL REFERENCES model_versions (id),
  replaced INTEGER REFERENCES model_terms (id),
  began_at TEXT NOT NULL,
  -- The operating points of this site while it is current, JSON; empty for the card's own.
  points TEXT NOT NULL
) STRICT;
CREATE INDEX model_terms_role ON model_terms (role);
CREATE INDEX model_terms_version ON model_terms (version);

CREATE TABLE gate_settings (
  role TEXT PRIMARY KEY,
  settings TEXT NOT NULL
) STRICT;

CREATE TABLE gate_reports (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES model_versions (id),
  report TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX gate_reports_version ON gate_reports (version);
`;
