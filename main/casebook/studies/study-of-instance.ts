import type { InstanceId, StudyId } from '../../domain/ids.ts';
import type { Reads } from '../database/database.ts';

/** Throws for an instance that is not in the casebook: callers hold ids that came from it. */
export function studyOfInstance(db: Reads, instance: InstanceId): StudyId {
  const row = db.get<{ study: StudyId }>(
    'SELECT series.study FROM instances JOIN series ON series.id = instances.series WHERE instances.id = @instance',
    { instance },
  );
  if (row === undefined) throw new Error(`There is no instance ${instance} in the casebook`);
  return row.study;
}
