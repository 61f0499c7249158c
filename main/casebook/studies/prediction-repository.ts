import type { ScoreFlag } from '../../domain/acceptance/acceptance.ts';
import type { Finding, Prediction, Provenance } from '../../domain/studies/study.ts';
import type { InstanceId, ModelId, PredictionId, StudyId } from '../../domain/ids.ts';
import type { Database, Reads, Writes } from '../database/database.ts';
import { refusalOf } from './refusal-repository.ts';
import { studyOfInstance } from './study-of-instance.ts';
import type { RecordChange } from '../audit-trail/record-change.ts';

export type NewPrediction = Omit<Prediction, 'id' | 'createdAt'>;

/** The things that make two predictions the same: the frame, and everything that decides the model's logits. */
export interface PredictionKey {
  readonly instanceId: InstanceId;
  readonly frameIndex: number;
  readonly model: ModelId;
  readonly scoringFingerprint: string;
}

interface PredictionRow {
  readonly id: PredictionId;
  readonly instance: InstanceId;
  readonly frame_index: number;
  readonly model: ModelId;
  readonly model_sha256: string;
  readonly model_version: string;
  readonly card_version: number;
  readonly preprocessing_version: number;
  readonly scoring_fingerprint: string;
  readonly provider: string;
  readonly runtime_version: string;
  readonly input_sha256: string;
  readonly temperature: number;
  readonly labels: string;
  readonly logits: string;
  readonly duration_ms: number;
  readonly created_at: string;
  readonly findings: string;
}

const SELECT = `SELECT predictions.*, (
    SELECT json_group_array(json_array(label, probability, threshold, positive, json(flags)) ORDER BY findings.rowid)
    FROM findings WHERE findings.prediction = predictions.id
  ) AS findings
  FROM predictions`;

function toProvenance(row: PredictionRow): Provenance {
  return {
    modelSha256: row.model_sha256,
    modelVersion: row.model_version,
    cardVersion: row.card_version,
    preprocessingVersion: row.preprocessing_version,
    scoringFingerprint: row.scoring_fingerprint,
    provider: row.provider,
    runtimeVersion: row.runtime_version,
    inputSha256: row.input_sha256,
    temperature: row.temperature,
  };
}

function toPrediction(row: PredictionRow): Prediction {
  const findings = JSON.parse(row.findings) as [string, number, number, number, ScoreFlag[]][];
  return {
    id: row.id,
    instanceId: row.instance,
    frameIndex: row.frame_index,
    model: row.model,
    logits: JSON.parse(row.logits) as number[],
    labels: JSON.parse(row.labels) as string[],
    findings: findings.map(([label, probability, threshold, positive, flags]): Finding => {
      return { model: row.model, label, probability, threshold, positive: positive === 1, flags };
    }),
    provenance: toProvenance(row),
    durationMs: row.duration_ms,
    createdAt: row.created_at,
  };
}

/** Oldest first. */
export function predictionsOfStudy(db: Reads, study: StudyId): Prediction[] {
  const ofStudy = `instance IN (SELECT instances.id FROM instances JOIN series ON series.id = instances.series WHERE series.study = @study)`;
  return db.all<PredictionRow>(`${SELECT} WHERE ${ofStudy} ORDER BY predictions.id`, { study }).map(toPrediction);
}

/** Oldest first: the last one counts. */
export function predictionsOfFrame(db: Reads, key: Omit<PredictionKey, 'scoringFingerprint'>): Prediction[] {
  const { instanceId, frameIndex, model } = key;
  return db
    .all<PredictionRow>(
      `${SELECT} WHERE instance = @instanceId AND frame_index = @frameIndex AND model = @model ORDER BY predictions.id`,
      { instanceId, frameIndex, model },
    )
    .map(toPrediction);
}

function find(db: Reads, key: PredictionKey): Prediction | undefined {
  const { instanceId, frameIndex, model, scoringFingerprint } = key;
  const row = db.get<PredictionRow>(
    `${SELECT} WHERE instance = @instanceId AND frame_index = @frameIndex AND model = @model
       AND scoring_fingerprint = @scoringFingerprint`,
    { instanceId, frameIndex, model, scoringFingerprint },
  );
  return row && toPrediction(row);
}

function insert(db: Writes, prediction: NewPrediction, createdAt: string): void {
  const { provenance } = prediction;
  const { id } = db.run(
    `INSERT INTO predictions (instance, frame_index, model, model_sha256, model_version, card_version, preprocessing_version,
       scoring_fingerprint, provider, runtime_version, input_sha256, temperature, labels, logits, duration_ms, created_at)
     VALUES (@instanceId, @frameIndex, @model, @modelSha256, @modelVersion, @cardVersion, @preprocessingVersion,
       @scoringFingerprint, @provider, @runtimeVersion, @inputSha256, @temperature, @labels, @logits, @durationMs, @createdAt)`,
    {
      ...provenance,
      instanceId: prediction.instanceId,
      frameIndex: prediction.frameIndex,
      model: prediction.model,
      labels: JSON.stringify(prediction.labels),
      logits: JSON.stringify(prediction.logits),
      durationMs: prediction.durationMs,
      createdAt,
    },
  );
  for (const { label, probability, threshold, positive, flags } of prediction.findings) {
    db.run(
      `INSERT INTO findings (prediction, label, probability, threshold, positive, flags)
       VALUES (@id, @label, @probability, @threshold, @positive, @flags)`,
      { id, label, probability, threshold, positive: Number(positive), flags: JSON.stringify(flags) },
    );
  }
}

export interface PredictionRepository {
  find(key: PredictionKey): Prediction | undefined;
  /** Keeps the prediction; one with the same key that is there already stands, and is returned instead. */
  add(prediction: NewPrediction): Prediction;
}

export function createPredictionRepository(
  database: Database,
  record: RecordChange,
  clock: () => Date,
): PredictionRepository {
  return {
    find: (key) => find(database.read, key),
    add: (prediction) =>
      database.write((db) => {
        const { instanceId, frameIndex, model } = prediction;
        const { scoringFingerprint } = prediction.provenance;
        const key = { instanceId, frameIndex, model, scoringFingerprint };
        const known = find(db, key);
        if (known !== undefined) return known;
        insert(db, prediction, clock().toISOString());
        const added = find(db, key)!;
        // The model answers now: what it had refused before is history, and stands in the audit log.
        const refusal = refusalOf(db, prediction);
        if (refusal !== undefined) db.run('DELETE FROM refusals WHERE id = @id', { id: refusal.id });
        record(db, studyOfInstance(db, instanceId), {
          actor: 'overread',
          action: 'prediction.made',
          details: {
            prediction: added.id,
            instance: instanceId,
            frameIndex,
            model,
            findings: prediction.findings,
            ...prediction.provenance,
          },
          rows: [{ table: 'predictions', id: added.id }, ...(refusal === undefined ? [] : [refusal])],
        });
        return added;
      }),
  };
}
