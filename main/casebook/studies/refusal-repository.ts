import { parseStoredMessage, toCodedMessage } from '../../domain/messages/coded-message.ts';
import type { Refusal } from '../../domain/studies/study.ts';
import type { InstanceId, ModelId, StudyId } from '../../domain/ids.ts';
import type { Database, Reads } from '../database/database.ts';
import { studyOfInstance } from './study-of-instance.ts';
import type { RowReference } from '../audit-trail/row-hashes.ts';
import type { RecordChange } from '../audit-trail/record-change.ts';

interface RefusalRow {
  readonly instance: InstanceId;
  readonly frame_index: number;
  readonly model: ModelId;
  /** JSON. */
  readonly fault: string;
  readonly created_at: string;
}

function toRefusal(row: RefusalRow): Refusal {
  return {
    instanceId: row.instance,
    frameIndex: row.frame_index,
    model: row.model,
    fault: parseStoredMessage(row.fault),
    createdAt: row.created_at,
  };
}

/** Oldest first. */
export function refusalsOfStudy(db: Reads, study: StudyId): Refusal[] {
  return db
    .all<RefusalRow>(
      `SELECT refusals.* FROM refusals JOIN instances ON instances.id = refusals.instance
       JOIN series ON series.id = instances.series WHERE series.study = @study ORDER BY refusals.id`,
      { study },
    )
    .map(toRefusal);
}

/** The one that was kept last, of all studies. */
export function latestRefusal(db: Reads): Refusal | undefined {
  const row = db.get<RefusalRow>('SELECT * FROM refusals ORDER BY id DESC LIMIT 1');
  return row && toRefusal(row);
}

type RefusedFrame = Pick<Refusal, 'instanceId' | 'frameIndex' | 'model'>;

/** The row of what a model refused. */
export function refusalOf(db: Reads, { instanceId, frameIndex, model }: RefusedFrame): RowReference | undefined {
  const row = db.get<{ id: number }>(
    'SELECT id FROM refusals WHERE instance = @instanceId AND frame_index = @frameIndex AND model = @model',
    { instanceId, frameIndex, model },
  );
  return row && { table: 'refusals', id: row.id };
}

export interface RefusalRepository {
  /** Keeps the refusal; the same one again changes nothing, another reason replaces the one before. */
  add(refusal: Omit<Refusal, 'createdAt'>): void;
}

export function createRefusalRepository(
  database: Database,
  record: RecordChange,
  clock: () => Date,
): RefusalRepository {
  return {
    add: (refusal) =>
      database.write((db) => {
        const { instanceId, frameIndex, model } = refusal;
        const fault = toCodedMessage(refusal.fault);
        const { changes } = db.run(
          `INSERT INTO refusals (instance, frame_index, model, fault, created_at)
           VALUES (@instanceId, @frameIndex, @model, @fault, @createdAt)
           ON CONFLICT (instance, frame_index, model)
           DO UPDATE SET fault = excluded.fault, created_at = excluded.created_at WHERE fault <> excluded.fault`,
          { instanceId, frameIndex, model, fault: JSON.stringify(fault), createdAt: clock().toISOString() },
        );
        if (changes === 0) return;
        record(db, studyOfInstance(db, instanceId), {
          actor: 'overread',
          action: 'prediction.refused',
          details: { instance: instanceId, frameIndex, model, fault },
          rows: [refusalOf(db, refusal)!],
        });
      }),
  };
}
