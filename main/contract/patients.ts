/** Patients and their studies: merging patients, moving studies away, and undoing that. */
import { type } from '@orpc/contract';
import { z } from 'zod';
import { personId, studyId, type PersonId, type StudyId } from '../domain/ids.ts';
import type { Person } from '../domain/studies/person.ts';
import { operation } from './operation.ts';

/** The persons and studies that a merge, a split or their undoing touched. */
export interface ChangedPatients {
  /** By which it is undone. */
  readonly change: number;
  readonly from: PersonId;
  readonly into: PersonId;
  readonly studies: readonly StudyId[];
}

export const patientsContract = {
  get: operation.input(z.object({ personId })).output(type<Person>()),
  /** Makes one patient of two: all studies of `from` become studies of `into`, and so will later ones. */
  merge: operation.input(z.object({ from: personId, into: personId })).output(type<ChangedPatients>()),
  /** Moves studies of one patient to another, or to a new one where `into` is null. */
  split: operation
    .input(z.object({ studies: z.array(studyId).min(1).max(1_000), into: personId.nullable() }))
    .output(type<ChangedPatients>()),
  /** Refused where what was moved has been moved again since. */
  undo: operation.input(z.object({ change: z.number().int().positive() })).output(type<ChangedPatients>()),
};
