import type { Writes } from '../database/database.ts';

/**
 * `patients` become what files state of a patient; a person may be stated in several ways. The patients there are now
 * stay one person each, and a study without a patient becomes a person of its own.
 */
export function persons(db: Writes): void {
  db.script(`
CREATE TABLE persons (id INTEGER PRIMARY KEY) STRICT;

ALTER TABLE patients ADD COLUMN issuer TEXT;
-- JSON: the qualifiers of the issuer.
ALTER TABLE patients ADD COLUMN qualifiers TEXT;
-- JSON: the character sets that the name was read in; null before they were kept.
ALTER TABLE patients ADD COLUMN character_sets TEXT;
-- The person of new studies that state this patient. Those there already may have been moved to another.
ALTER TABLE patients ADD COLUMN person INTEGER REFERENCES persons (id);
ALTER TABLE studies ADD COLUMN person INTEGER REFERENCES persons (id);

INSERT INTO persons (id) SELECT id FROM patients;
UPDATE patients SET person = id;
UPDATE studies SET person = patient;

DROP INDEX patients_identity;
CREATE INDEX patients_patient_id ON patients (patient_id);
CREATE INDEX patients_person ON patients (person);
CREATE INDEX studies_person ON studies (person);
`);
  for (const { id } of db.all<{ id: number }>('SELECT id FROM studies WHERE person IS NULL ORDER BY id')) {
    const person = db.run('INSERT INTO persons DEFAULT VALUES').id;
    db.run('UPDATE studies SET person = @person WHERE id = @id', { id, person });
  }
}
