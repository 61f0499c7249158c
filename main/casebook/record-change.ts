import type { StudyId } from '../domain/ids.ts';
import type { AuditRepository, NewAuditEntry } from './audit-repository.ts';
import { subjectOf } from './audit-repository.ts';
import type { Writes } from './database.ts';
import { refreshLine } from './worklist-line.ts';

/** What every change of a study leaves behind, in its own transaction: an audit entry and a fresh worklist line. */
export type RecordChange = (db: Writes, study: StudyId, entry: Omit<NewAuditEntry, 'subject'>) => void;

export function createRecordChange(audit: AuditRepository): RecordChange {
  return (db, study, entry) => {
    audit.append(db, { ...entry, subject: subjectOf(study) });
    refreshLine(db, study);
  };
}
