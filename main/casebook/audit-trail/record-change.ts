import type { StudyId } from '../../domain/ids.ts';
import type { NewAuditEntry } from './audit-repository.ts';
import type { Writes } from '../database/database.ts';

/** What every change of a study leaves behind, in its own transaction: an audit entry and a fresh worklist line. */
export type RecordChange = (db: Writes, study: StudyId, entry: Omit<NewAuditEntry, 'subject'>) => void;
