import type { StudyId } from '../../domain/ids.ts';
import { studyOf } from './audit-repository.ts';
import type { Database, Reads } from '../database/database.ts';

function stateOf(db: Reads): { readonly version: number; readonly lastEntry: number } {
  return {
    // SQLite counts here, for this connection, the commits of all others.
    version: db.get<{ data_version: number }>('PRAGMA data_version')!.data_version,
    lastEntry: db.get<{ id: number }>('SELECT ifnull(max(id), 0) AS id FROM audit')!.id,
  };
}

/**
 * Notices, from now on, what other processes write: each call names the studies that changed since the
 * call before, and none when only this process wrote. Every change of a study has an audit entry.
 */
export function watchElsewhere(database: Database): () => readonly StudyId[] {
  let seen = database.snapshot(stateOf);
  return () =>
    database.snapshot((db) => {
      const { version, lastEntry } = seen;
      seen = stateOf(db);
      if (seen.version === version) return [];
      return db
        .all<{ subject: string }>(
          "SELECT DISTINCT subject FROM audit WHERE id > @lastEntry AND subject LIKE 'study:%'",
          { lastEntry },
        )
        .map(({ subject }) => studyOf(subject));
    });
}
