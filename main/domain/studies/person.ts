import type { PersonId, StudyId } from '../ids.ts';
import type { StatedPatient } from './image-header.ts';

/** One study in the list of a person's. */
export interface PersonStudy {
  readonly studyId: StudyId;
  readonly description: string;
  readonly modality: string;
  /** YYYY-MM-DD */
  readonly studyDate: string | null;
}

/** Studies of two people that were put together, or of one that were put apart, by a reader. */
export interface PersonChange {
  /** The id of its entry in the audit log. */
  readonly id: number;
  readonly kind: 'merged' | 'split';
  readonly from: PersonId;
  readonly into: PersonId;
  readonly studies: readonly StudyId[];
  readonly at: string;
  readonly reader: string;
  readonly isUndone: boolean;
}

/** Somebody whose studies are kept together, however their files state the patient. */
export interface Person {
  readonly id: PersonId;
  /** All that files state of this person, oldest first; empty where they state nothing. */
  readonly stated: readonly StatedPatient[];
  readonly studies: readonly PersonStudy[];
  /** Other people who may be this one: the same Patient ID, or the same name and birth date. */
  readonly possiblySame: readonly PersonId[];
  /** Newest first. */
  readonly changes: readonly PersonChange[];
}
