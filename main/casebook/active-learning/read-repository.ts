import type { ScoreFlag } from '../../domain/acceptance/acceptance.ts';
import type { Finding } from '../../domain/studies/study.ts';
import type { InstanceId, ModelId, StudyId } from '../../domain/ids.ts';
import { settleLabels, type Adjudication, type LabelRead, type SettledLabel } from '../../domain/studies/read-label.ts';
import type { Database, Reads } from '../database/database.ts';
import type { FramePlace } from './feature-repository.ts';
import type { RecordChange } from '../audit-trail/record-change.ts';
import { studyOfInstance } from '../studies/study-of-instance.ts';

/** A frame as the models in use have scored it. */
export interface ScoredFrame extends FramePlace {
  readonly studyId: StudyId;
  readonly findings: readonly Finding[];
}

/** The key of one model's way of scoring. */
interface ScoringModel {
  readonly scoringFingerprint: string;
}

export interface ReadRepository {
  /** The readers' settled answers about each finding that was read; for one instance or for all. */
  settled(instance?: InstanceId): SettledLabel[];
  /** The last word on a finding that readers differ about. */
  adjudicate(decision: Omit<Adjudication, 'at'>): void;
  /** Frames that these models have scored, of studies nobody has read. */
  unread(models: readonly ScoringModel[]): ScoredFrame[];
  /** How these models scored a frame. */
  findingsOf(place: FramePlace, models: readonly ScoringModel[]): Finding[];
}

interface ReadRow {
  readonly instance: InstanceId;
  readonly frame_index: number;
  readonly study: StudyId;
  readonly model: ModelId;
  readonly label: string;
  readonly reader: string;
  readonly present: number;
  readonly note: string;
  readonly created_at: string;
}

/** A condition of its own for one instance, so that the index is used: `@instance IS NULL OR …` reads the whole table. */
const ofInstance = (column: string, instance: InstanceId | undefined): string =>
  instance === undefined ? '' : `WHERE ${column} = @instance`;

function readsOf(db: Reads, instance: InstanceId | undefined): LabelRead[] {
  const rows = db.all<ReadRow>(
    `SELECT predictions.instance, predictions.frame_index, reviews.study, reviews.model, reviews.label, reviews.reader, reviews.note,
       reviews.created_at, (reviews.positive = 1) = (reviews.verdict = 'agree') AS present
     FROM standing_reviews AS reviews JOIN predictions ON predictions.id = reviews.prediction
     ${ofInstance('predictions.instance', instance)}
     ORDER BY reviews.id`,
    instance === undefined ? {} : { instance },
  );
  return rows.map((row) => ({
    instanceId: row.instance,
    frameIndex: row.frame_index,
    label: row.label,
    studyId: row.study,
    model: row.model,
    reader: row.reader,
    isPresent: row.present === 1,
    note: row.note,
    at: row.created_at,
  }));
}

type AdjudicationRow = Omit<ReadRow, 'study' | 'model' | 'reader'> & { readonly adjudicator: string };

function adjudicationsOf(db: Reads, instance: InstanceId | undefined): Adjudication[] {
  const rows = db.all<AdjudicationRow>(
    `SELECT * FROM adjudications ${ofInstance('instance', instance)} ORDER BY id`,
    instance === undefined ? {} : { instance },
  );
  return rows.map((row) => ({
    instanceId: row.instance,
    frameIndex: row.frame_index,
    label: row.label,
    adjudicator: row.adjudicator,
    isPresent: row.present === 1,
    note: row.note,
    at: row.created_at,
  }));
}

interface FindingRow {
  readonly study: StudyId;
  readonly instance: InstanceId;
  readonly frame_index: number;
  readonly model: ModelId;
  readonly label: string;
  readonly probability: number;
  readonly threshold: number;
  readonly positive: number;
  /** JSON. */
  readonly flags: string;
}

const FINDINGS = `SELECT series.study, predictions.instance, predictions.frame_index, predictions.model, findings.label,
    findings.probability, findings.threshold, findings.positive, findings.flags
  FROM predictions
  JOIN findings ON findings.prediction = predictions.id
  JOIN instances ON instances.id = predictions.instance
  JOIN series ON series.id = instances.series
  WHERE predictions.scoring_fingerprint IN (SELECT value FROM json_each(@fingerprints))`;

const fingerprintsOf = (models: readonly ScoringModel[]): string =>
  JSON.stringify(models.map(({ scoringFingerprint }) => scoringFingerprint));

function toFinding({ positive, flags, model, label, probability, threshold }: FindingRow): Finding {
  return { model, label, probability, threshold, positive: positive === 1, flags: JSON.parse(flags) as ScoreFlag[] };
}

export function createReadRepository(database: Database, record: RecordChange, clock: () => Date): ReadRepository {
  return {
    settled: (instance) =>
      database.snapshot((db) => settleLabels(readsOf(db, instance), adjudicationsOf(db, instance))),
    adjudicate: ({ instanceId, frameIndex, label, adjudicator, isPresent, note }) =>
      database.writeDurably((db) => {
        const { id } = db.run(
          `INSERT INTO adjudications (instance, frame_index, label, present, note, adjudicator, created_at)
           VALUES (@instanceId, @frameIndex, @label, @present, @note, @adjudicator, @createdAt)`,
          {
            instanceId,
            frameIndex,
            label,
            present: Number(isPresent),
            note,
            adjudicator,
            createdAt: clock().toISOString(),
          },
        );
        record(db, studyOfInstance(db, instanceId), {
          actor: adjudicator,
          action: 'finding.adjudicated',
          details: { adjudication: id, instance: instanceId, frameIndex, label, isPresent, note },
          rows: [{ table: 'adjudications', id }],
        });
      }),
    unread(models) {
      const rows = database.read.all<FindingRow>(
        `${FINDINGS} AND NOT EXISTS (SELECT 1 FROM standing_reviews WHERE study = series.study)
         ORDER BY predictions.instance, predictions.frame_index, findings.rowid`,
        { fingerprints: fingerprintsOf(models) },
      );
      return [...Map.groupBy(rows, ({ instance, frame_index: frame }) => `${instance} ${frame}`).values()].map(
        (all) => {
          const [{ study, instance, frame_index: frameIndex }] = all as [FindingRow];
          return { studyId: study, instanceId: instance, frameIndex, findings: all.map(toFinding) };
        },
      );
    },
    findingsOf: ({ instanceId, frameIndex }, models) =>
      database.read
        .all<FindingRow>(
          `${FINDINGS} AND predictions.instance = @instanceId AND predictions.frame_index = @frameIndex ORDER BY findings.rowid`,
          { fingerprints: fingerprintsOf(models), instanceId, frameIndex },
        )
        .map(toFinding),
  };
}
