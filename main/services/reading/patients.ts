import type { Casebook } from '../../casebook/open-casebook.ts';
import type { ChangedPatients } from '../../contract/patients.ts';
import type { PersonId, StudyId } from '../../domain/ids.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Person } from '../../domain/studies/person.ts';

/** Patients and their studies. Every change carries the reader's name, and can be undone. */
export interface Patients {
  get(id: PersonId): Person | undefined;
  merge(from: PersonId, into: PersonId): Outcome<ChangedPatients>;
  split(studies: readonly StudyId[], into: PersonId | null): Outcome<ChangedPatients>;
  undo(change: number): Outcome<ChangedPatients>;
}

interface PatientsOptions {
  readonly casebook: Pick<Casebook, 'persons'>;
  /** The name that changes carry, as it is now. */
  readonly reader: () => string;
  /** Called for every study that shows something else now. */
  readonly studyChanged: (study: StudyId) => void;
}

export function createPatients({ casebook: { persons }, reader, studyChanged }: PatientsOptions): Patients {
  function announced(outcome: Outcome<ChangedPatients>): Outcome<ChangedPatients> {
    if (!outcome.ok) return outcome;
    const { from, into, studies } = outcome.value;
    // The studies that stay show another list of the person's studies, and of who may be the same.
    const others = [from, into].flatMap((id) => persons.get(id)?.studies.map(({ studyId }) => studyId) ?? []);
    new Set([...studies, ...others]).forEach(studyChanged);
    return outcome;
  }
  return {
    get: (id) => persons.get(id),
    merge: (from, into) => announced(persons.merge({ from, into, reader: reader() })),
    split: (studies, into) => announced(persons.split({ studies, into, reader: reader() })),
    undo: (change) => announced(persons.undo(change, reader())),
  };
}
