import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { Person, PersonStudy } from '../../domain/studies/person.ts';
import type { PersonId, StudyId } from '../../domain/ids.ts';
import type { AuditRepository } from '../audit-trail/audit-repository.ts';
import type { Database, Reads, Writes } from '../database/database.ts';
import { createPerson } from './find-or-create-person.ts';
import {
  changeActions,
  changesOf,
  isUndone,
  recordPersonChange,
  toStoredChange,
  type ChangeDetails,
} from './person-changes.ts';
import { patientsOfPerson, statementsOn, toStated } from './stated-patient-repository.ts';

/** The persons and studies that a merge, a split or their undoing touched. */
export interface ChangedPersons {
  /** The id of the entry in the audit log, by which it is undone. */
  readonly change: number;
  readonly from: PersonId;
  readonly into: PersonId;
  readonly studies: readonly StudyId[];
}

export interface PersonRepository {
  get(id: PersonId): Person | undefined;
  /** Makes one person of two: all studies of `from` become studies of `into`, and so will later ones. */
  merge(change: { readonly from: PersonId; readonly into: PersonId; readonly reader: string }): Outcome<ChangedPersons>;
  /** Moves studies of one person to another, or to a new one where `into` is null. */
  split(change: {
    readonly studies: readonly StudyId[];
    readonly into: PersonId | null;
    readonly reader: string;
  }): Outcome<ChangedPersons>;
  /** Takes a merge or a split back, unless what it moved has been moved again since. */
  undo(change: number, reader: string): Outcome<ChangedPersons>;
}

/** Others with the same Patient ID, of whichever issuer, or with the same name and birth date. */
export function possiblySamePersons(db: Reads, person: PersonId): PersonId[] {
  return db
    .all<{ person: PersonId }>(
      `SELECT DISTINCT other.person FROM patients AS own JOIN patients AS other ON other.person <> own.person
         AND ((own.patient_id <> '' AND other.patient_id = own.patient_id)
           OR (own.name <> '' AND other.name = own.name COLLATE NOCASE AND other.birth_date = own.birth_date))
       WHERE own.person = @person AND EXISTS (SELECT 1 FROM studies WHERE studies.person = other.person)
       ORDER BY other.person`,
      { person },
    )
    .map((row) => row.person);
}

interface StudyRow {
  readonly id: StudyId;
  readonly description: string;
  readonly modality: string;
  readonly study_date: string | null;
}

function studiesOf(db: Reads, person: PersonId): PersonStudy[] {
  return db
    .all<StudyRow>(
      `SELECT id, description, modality, study_date FROM studies WHERE person = @person
       ORDER BY study_date DESC NULLS LAST, id DESC`,
      { person },
    )
    .map(({ id, description, modality, study_date }) => ({
      studyId: id,
      description,
      modality,
      studyDate: study_date,
    }));
}

function findPerson(db: Reads, audit: AuditRepository, id: PersonId): Person | undefined {
  if (db.get('SELECT 1 FROM persons WHERE id = @id', { id }) === undefined) return undefined;
  return {
    id,
    stated: statementsOn(db, id).map(toStated),
    studies: studiesOf(db, id),
    possiblySame: possiblySamePersons(db, id),
    changes: changesOf(audit, id),
  };
}

function move(db: Writes, { studies, patients }: ChangeDetails, into: PersonId): void {
  for (const id of studies) db.run('UPDATE studies SET person = @into WHERE id = @id', { id, into });
  for (const id of patients) db.run('UPDATE patients SET person = @into WHERE id = @id', { id, into });
}

/** True when all that a change moved is still where it put it. */
function isInPlace(db: Reads, { studies, patients, into }: ChangeDetails): boolean {
  const isWithPerson = (table: 'studies' | 'patients', id: number): boolean =>
    db.get(`SELECT 1 FROM ${table} WHERE id = @id AND person = @into`, { id, into }) !== undefined;
  return studies.every((id) => isWithPerson('studies', id)) && patients.every((id) => isWithPerson('patients', id));
}

const gone = failure('patient.not-found', {});

export function createPersonRepository(database: Database, audit: AuditRepository): PersonRepository {
  return {
    get: (id) => database.snapshot((db) => findPerson(db, audit, id)),
    merge: ({ from, into, reader }) =>
      database.writeDurably((db) => {
        if (from === into) return failure('patient.already-one', {});
        const studies = studiesOf(db, from).map(({ studyId }) => studyId);
        if (studies.length === 0 || studiesOf(db, into).length === 0) return gone;
        const patients = patientsOfPerson(db, from).map(({ id }) => id);
        const details = { from, into, studies, patients, isNewPerson: false };
        move(db, details, into);
        const change = recordPersonChange(db, audit, { actor: reader, action: changeActions.merged, details });
        return success({ change, from, into, studies });
      }),
    split: ({ studies, into: chosen, reader }) =>
      database.writeDurably((db) => {
        const from = onlyPersonOf(db, studies);
        if (!from.ok) return from;
        if (chosen === from.value) return failure('patient.already-one', {});
        if (chosen !== null && studiesOf(db, chosen).length === 0) return gone;
        const into = chosen ?? createPerson(db);
        const details = { from: from.value, into, studies, patients: [], isNewPerson: chosen === null };
        move(db, details, into);
        const change = recordPersonChange(db, audit, { actor: reader, action: changeActions.split, details });
        return success({ change, from: from.value, into, studies });
      }),
    undo: (id, reader) => database.writeDurably((db) => undo(db, audit, id, reader)),
  };
}

function onlyPersonOf(db: Reads, studies: readonly StudyId[]): Outcome<PersonId> {
  const rows = studies.map((id) => db.get<{ person: PersonId }>('SELECT person FROM studies WHERE id = @id', { id }));
  const people = new Set(rows.flatMap((row) => (row === undefined ? [] : [row.person])));
  const [only] = people;
  if (only === undefined || rows.includes(undefined)) return gone;
  if (people.size > 1) return failure('patient.several', {});
  return success(only);
}

function undo(db: Writes, audit: AuditRepository, id: number, reader: string): Outcome<ChangedPersons> {
  const entry = audit.get(id);
  const stored = entry && toStoredChange(entry);
  if (stored === undefined) return failure('patient.no-such-change', {});
  const { from, into, studies, patients, isNewPerson } = stored;
  const details = { from, into, studies, patients, isNewPerson };
  if (isUndone(audit, stored)) return failure('patient.already-undone', {});
  if (!isInPlace(db, details)) {
    return failure('patient.moved-since', {});
  }
  move(db, details, from);
  if (isNewPerson && studiesOf(db, into).length === 0) db.run('DELETE FROM persons WHERE id = @into', { into });
  const record = { actor: reader, action: changeActions.undone, details, undoes: id };
  const change = recordPersonChange(db, audit, record);
  return success({ change, from: into, into: from, studies });
}
