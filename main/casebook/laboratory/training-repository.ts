import type { TrainingId } from '../../domain/ids.ts';
import { parseStoredMessage, type CodedMessage } from '../../domain/messages/coded-message.ts';
import type {
  EpochRecord,
  StepPoint,
  Training,
  TrainingEnding,
  TrainingState,
} from '../../domain/training/training.ts';
import type { AuditRepository } from '../audit-trail/audit-repository.ts';
import type { Database, Reads } from '../database/database.ts';

/** The fields of a training that stay from its beginning to its end. */
export type NewTraining = Pick<
  Training,
  'request' | 'settings' | 'network' | 'datasetName' | 'fingerprint' | 'audit' | 'notes'
>;

/** The fields that change while it goes on. */
export type TrainingChange = Partial<Pick<Training, 'audit' | 'ending' | 'notes' | 'made' | 'seconds'>> & {
  readonly state?: TrainingState;
};

interface TrainingRow {
  readonly id: TrainingId;
  readonly state: TrainingState;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly begun: string;
  readonly ending: string | null;
  readonly notes: string;
  readonly made: Training['made'];
  readonly seconds: number;
}

export interface TrainingRepository {
  /** Newest first. */
  list(): readonly Training[];
  get(id: TrainingId): Training | undefined;
  add(training: NewTraining): Training;
  change(id: TrainingId, change: TrainingChange): Training;
  /** Keeps an epoch that has ended, with its part of the step curve; the same epoch again replaces the first. */
  addEpoch(id: TrainingId, record: EpochRecord, steps: readonly StepPoint[]): void;
  /** The step curve of all epochs that have ended; empty for trainings of earlier versions. */
  steps(id: TrainingId): readonly StepPoint[];
  remove(id: TrainingId): void;
}

/** States in which it has ended for good. */
const ended: ReadonlySet<TrainingState> = new Set(['stopped', 'done', 'failed']);

export function createTrainingRepository(
  database: Database,
  audit: AuditRepository,
  clock: () => Date,
): TrainingRepository {
  const find = (db: Reads, id: TrainingId): Training | undefined => {
    const row = db.get<TrainingRow>('SELECT * FROM trainings WHERE id = @id', { id });
    return row && toTraining(db, row);
  };
  return {
    list: () =>
      database.read
        .all<TrainingRow>('SELECT * FROM trainings ORDER BY id DESC')
        .map((row) => toTraining(database.read, row)),
    get: (id) => find(database.read, id),
    add: ({ notes, ...begun }) =>
      database.write((db) => {
        const { id } = db.run(
          `INSERT INTO trainings (state, started_at, begun, notes, seconds) VALUES ('queued', @startedAt, @begun, @notes, 0)`,
          { startedAt: clock().toISOString(), begun: JSON.stringify(begun), notes: JSON.stringify(notes) },
        );
        const { request, fingerprint } = begun;
        const details = { model: request.model, dataset: request.dataset, fingerprint, base: request.base };
        audit.append(db, { actor: 'overread', action: 'training.started', subject: `training:${id}`, details });
        return find(db, id as TrainingId)!;
      }),
    change: (id, change) =>
      database.write((db) => {
        const before = find(db, id)!;
        const { state, audit: found, ending, notes, made, seconds } = { ...before, ...change };
        const { request, settings, network, datasetName, fingerprint } = before;
        const begun = JSON.stringify({ request, settings, network, datasetName, fingerprint, audit: found });
        const endedAt = ended.has(state) ? clock().toISOString() : null;
        db.run(
          `UPDATE trainings SET state = @state, begun = @begun, ended_at = @endedAt, ending = @ending, notes = @notes, made = @made,
           seconds = @seconds WHERE id = @id`,
          { id, state, begun, endedAt, ending: endingText(ending), notes: JSON.stringify(notes), made, seconds },
        );
        if (ended.has(state) && state !== before.state) {
          const details = { state, made, epochs: before.epochs.length };
          audit.append(db, { actor: 'overread', action: 'training.ended', subject: `training:${id}`, details });
        }
        return find(db, id)!;
      }),
    addEpoch: (training, record, steps) =>
      void database.write((db) =>
        db.run('INSERT OR REPLACE INTO training_epochs (training, epoch, record) VALUES (@training, @epoch, @record)', {
          training,
          epoch: record.epoch,
          record: JSON.stringify({ ...record, steps }),
        }),
      ),
    steps: (id) => recordsOf(database.read, id).flatMap(({ steps }) => steps),
    remove: (id) => void database.write((db) => db.run('DELETE FROM trainings WHERE id = @id', { id })),
  };
}

interface KeptEpoch {
  readonly record: EpochRecord;
  readonly steps: readonly StepPoint[];
}

/** Earlier versions kept no steps. */
function recordsOf(db: Reads, id: TrainingId): readonly KeptEpoch[] {
  return db
    .all<{ readonly record: string }>('SELECT record FROM training_epochs WHERE training = @id ORDER BY epoch', { id })
    .map((row) => {
      const { steps = [], ...record } = JSON.parse(row.record) as EpochRecord & { readonly steps?: StepPoint[] };
      return { record, steps };
    });
}

const endingText = (ending: Training['ending']): string | null =>
  typeof ending === 'string' || ending === null ? ending : JSON.stringify(ending);

/** Earlier versions kept a sentence, which does not begin with a brace. */
const endingOf = (text: string | null): Training['ending'] =>
  text?.startsWith('{') === true ? (JSON.parse(text) as TrainingEnding) : text;

/** Earlier versions kept sentences. */
const notesOf = (text: string): Training['notes'] =>
  (JSON.parse(text) as (string | CodedMessage)[]).map((note) =>
    typeof note === 'string' ? parseStoredMessage(note) : note,
  );

function toTraining(db: Reads, row: TrainingRow): Training {
  return {
    ...(JSON.parse(row.begun) as Omit<NewTraining, 'notes'>),
    id: row.id,
    state: row.state,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    epochs: recordsOf(db, row.id).map(({ record }) => record),
    ending: endingOf(row.ending),
    notes: notesOf(row.notes),
    made: row.made,
    seconds: row.seconds,
  };
}
