import {
  agreesExactly,
  contradicts,
  hasSameId,
  statedText,
  type PatientIdentity,
} from '../../domain/studies/patient-identity.ts';
import type { PersonId } from '../../domain/ids.ts';
import type { Writes } from '../database/database.ts';
import { patientsWithId, type StoredPatient } from './stated-patient-repository.ts';

export function createPerson(db: Writes): PersonId {
  return db.run('INSERT INTO persons DEFAULT VALUES').id as PersonId;
}

/**
 * The person of a new study. Without a Patient ID it is a person of its own. With one it is the person whose files state
 * the same ID of the same issuer and nothing that contradicts; where that is nobody, or could be several, a new one: two
 * people must never become one by a guess, and a reader can merge them.
 */
export function findOrCreatePerson(db: Writes, stated: PatientIdentity): PersonId {
  const patientId = statedText(stated.patientId) === null ? '' : (stated.patientId ?? '');
  const sameId = patientId === '' ? [] : patientsWithId(db, patientId).filter((each) => hasSameId(each, stated));
  const agreeing = sameId.filter((each) => !contradicts(each, stated));
  const only = (people: ReadonlySet<PersonId>): PersonId | undefined =>
    people.size === 1 ? [...people][0] : undefined;
  return (
    only(new Set(agreeing.filter((each) => agreesExactly(each, stated)).map(personOf))) ??
    only(withoutContradiction(sameId, stated)) ??
    createPerson(db)
  );
}

function withoutContradiction(sameId: readonly StoredPatient[], stated: PatientIdentity): ReadonlySet<PersonId> {
  const refuted = new Set(sameId.filter((each) => contradicts(each, stated)).map(personOf));
  return new Set(sameId.map(personOf).filter((person) => !refuted.has(person)));
}

function personOf({ personId }: StoredPatient): PersonId {
  return personId;
}
