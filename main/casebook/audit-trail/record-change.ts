import type { StudyId } from '../../domain/ids.ts';
import type { NewAuditEntry } from './audit-repository.ts';
import type { Writes } from '../database/database.ts';

/** Leaves the traces of a study's change, in its own transaction: an audit entry and a fresh worklist line. */
export type RecordChange = (db: Writes, study: StudyId, entry: Omit<NewAuditEntry, 'subject'>) => void;
