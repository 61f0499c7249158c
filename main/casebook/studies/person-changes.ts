/** Merges and splits of people as the audit log keeps them; what is undone is read from there. */
import { z } from 'zod';
import { personId, studyId, type PersonId } from '../../domain/ids.ts';
import type { AuditEntry } from '../../domain/audit-entry.ts';
import type { PersonChange } from '../../domain/studies/person.ts';
import { subjectOf, type AuditRepository } from '../audit-trail/audit-repository.ts';
import type { RowReference } from '../audit-trail/row-hashes.ts';
import type { Writes } from '../database/database.ts';

export const changeActions = { merged: 'patient.merged', split: 'patient.split', undone: 'patient.change-undone' };

/** Everything that the change moved, so that it can be taken back. */
const changeDetails = z.object({
  from: personId,
  into: personId,
  studies: z.array(studyId).readonly(),
  /** Rows of what files state of the patient; none for a split. */
  patients: z.array(z.number()).readonly(),
  /** Whether the person that the studies went to was made by this change. */
  isNewPerson: z.boolean(),
});
export type ChangeDetails = z.infer<typeof changeDetails>;

function personSubject(person: PersonId): string {
  return `person:${person}`;
}

export interface StoredChange extends ChangeDetails {
  readonly entry: AuditEntry;
  readonly kind: PersonChange['kind'];
}

/** Undefined for an entry that is no merge and no split. */
export function toStoredChange(entry: AuditEntry): StoredChange | undefined {
  const kind = entry.action === changeActions.merged ? 'merged' : 'split';
  if (kind === 'split' && entry.action !== changeActions.split) return undefined;
  const details = changeDetails.safeParse(entry.details);
  return details.success ? { ...details.data, entry, kind } : undefined;
}

/** The merges and splits that moved studies to or from a person, newest first. */
export function changesOf(audit: AuditRepository, person: PersonId): readonly PersonChange[] {
  const entries = audit.ofSubject(personSubject(person));
  const ids = new Set(entries.map(({ id, details }) => (typeof details.change === 'number' ? details.change : id)));
  return [...ids]
    .flatMap((id) => {
      const entry = audit.get(id);
      const stored = entry && toStoredChange(entry);
      if (stored === undefined) return [];
      const { kind, from, into, studies } = stored;
      const { at, actor } = stored.entry;
      return [{ id, kind, from, into, studies, at, reader: actor, isUndone: isUndone(audit, stored) }];
    })
    .toSorted((one, other) => other.id - one.id);
}

export function isUndone(audit: AuditRepository, { entry, into }: StoredChange): boolean {
  return audit
    .ofSubject(personSubject(into))
    .some(({ action, details }) => action === changeActions.undone && details.change === entry.id);
}

interface NewChange {
  readonly actor: string;
  readonly action: string;
  readonly details: ChangeDetails;
  /** The change that this one takes back. */
  readonly undoes?: number;
}

/** A whole entry at the person that the change is kept with, and one that points to it at the other and at each study. */
export function recordPersonChange(
  db: Writes,
  audit: AuditRepository,
  { actor, action, details, undoes }: NewChange,
): number {
  const { from, into, studies } = details;
  const whole = undoes === undefined ? details : { ...details, change: undoes };
  const rows = studies.map((study): RowReference => ({ table: 'studies', id: study }));
  const id = audit.append(db, { actor, action, subject: personSubject(into), details: whole, rows });
  const pointer = { change: undoes ?? id, from, into };
  for (const subject of [personSubject(from), ...studies.map(subjectOf)]) {
    audit.append(db, { actor, action, subject, details: pointer });
  }
  return id;
}
