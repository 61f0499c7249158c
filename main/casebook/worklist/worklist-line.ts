import {
  worklistRow,
  type Finding,
  type Prediction,
  type Refusal,
  type Verdict,
  type WorklistRow,
} from '../../domain/studies/study.ts';
import type { InstanceId, StudyId } from '../../domain/ids.ts';
import type { Writes } from '../database/database.ts';
import { predictionsOfStudy } from '../studies/prediction-repository.ts';
import { refusalsOfStudy } from '../studies/refusal-repository.ts';
import { afterChange, type LineChange } from './after-change.ts';
import { fold, nameOfFile, type ImagesOfLine } from './images-of-line.ts';

interface SourceRow {
  readonly name: string | null;
  readonly patient_id: string | null;
  readonly accession_number: string | null;
  readonly description: string;
  readonly modality: string;
  readonly study_date: string | null;
  readonly imported_at: string;
  readonly is_synthetic: number;
  readonly last_verdict: Verdict | null;
}

const SOURCE = `SELECT patients.name, patients.patient_id, studies.accession_number, studies.description, studies.modality,
    studies.study_date, studies.imported_at, studies.is_synthetic,
    (SELECT verdict FROM standing_reviews WHERE study = studies.id ORDER BY id DESC LIMIT 1) AS last_verdict
  FROM studies LEFT JOIN patients ON patients.id = studies.patient WHERE studies.id = @study`;

interface ImagesRow {
  readonly instance_count: number;
  readonly first_instance: InstanceId;
  /** Paths, a line each. */
  readonly copies: string | null;
}

const IMAGES = `SELECT count(instances.id) AS instance_count, min(instances.id) AS first_instance,
    (SELECT group_concat(copies.path, char(10)) FROM copies
      JOIN instances AS copied ON copied.id = copies.instance
      JOIN series AS copied_series ON copied_series.id = copied.series
      WHERE copied_series.study = @study) AS copies
  FROM series JOIN instances ON instances.series = series.id WHERE series.study = @study`;

interface Summary {
  /** The highest probability of each model and label. */
  readonly findings: readonly Finding[];
  readonly probability: number | null;
  readonly keyInstance: InstanceId | null;
}

const keyOfFrame = ({ instanceId, frameIndex, model }: Pick<Refusal, 'instanceId' | 'frameIndex' | 'model'>): string =>
  `${instanceId} ${frameIndex} ${model}`;

/**
 * Sums up each model's newest prediction a frame; `predictions` oldest first. A model that refuses a frame has no say on it,
 * whatever an earlier version said: a refusal is kept only while it is the last answer.
 */
function summarise(predictions: readonly Prediction[], refusals: readonly Refusal[]): Summary {
  const newest = new Map(predictions.map((each) => [keyOfFrame(each), each]));
  for (const refusal of refusals) newest.delete(keyOfFrame(refusal));
  const findings = new Map<string, Finding>();
  let probability: number | null = null;
  let keyInstance: InstanceId | null = null;
  for (const prediction of newest.values()) {
    for (const finding of prediction.findings) {
      const key = `${finding.model} ${finding.label}`;
      if (finding.probability > (findings.get(key)?.probability ?? -1)) findings.set(key, finding);
      if (finding.probability <= (probability ?? -1)) continue;
      probability = finding.probability;
      keyInstance = prediction.instanceId;
    }
  }
  return { findings: [...findings.values()], probability, keyInstance };
}

/** Read from all images of the study. */
function readImages(db: Writes, study: StudyId): ImagesOfLine {
  const row = db.get<ImagesRow>(IMAGES, { study })!;
  if (row.instance_count === 0) throw new Error(`Study ${study} has no images`);
  const refusals = refusalsOfStudy(db, study);
  const { findings, probability, keyInstance } = summarise(predictionsOfStudy(db, study), refusals);
  return {
    instanceCount: row.instance_count,
    keyInstanceId: keyInstance ?? row.first_instance,
    findings,
    probability,
    refusal: findings.length === 0 ? (refusals.at(-1)?.fault ?? null) : null,
    names: [...new Set((row.copies?.split('\n') ?? []).map(nameOfFile))],
  };
}

/** The fields before the names, each on a line of its own. */
const SEARCHED_FIELDS = 4;

function searchTextOf(source: SourceRow, names: readonly string[]): string {
  const fields = [source.name, source.patient_id, source.description, source.accession_number];
  return [...fields.map((field) => fold(field ?? '').replaceAll('\n', ' ')), ...names.toSorted()].join('\n');
}

interface KeptRow {
  readonly line: string;
  readonly search: string;
  readonly probability: number | null;
}

/** As the line that is there has it; undefined when there is none. */
function keptImages(db: Writes, study: StudyId): ImagesOfLine | undefined {
  const row = db.get<KeptRow>(
    `SELECT line, search, probability FROM worklist_lines JOIN worklist USING (study) WHERE study = @study`,
    { study },
  );
  if (row === undefined) return undefined;
  const { instanceCount, keyInstanceId, findings, refusal } = worklistRow.parse(JSON.parse(row.line));
  const names = row.search.split('\n').slice(SEARCHED_FIELDS);
  return { instanceCount, keyInstanceId, findings, refusal, probability: row.probability, names };
}

function toLine(study: StudyId, source: SourceRow, images: ImagesOfLine): WorklistRow {
  return {
    studyId: study,
    patientName: source.name ?? '',
    patientId: source.patient_id ?? '',
    description: source.description,
    modality: source.modality,
    studyDate: source.study_date,
    importedAt: source.imported_at,
    instanceCount: images.instanceCount,
    keyInstanceId: images.keyInstanceId,
    isSynthetic: source.is_synthetic === 1,
    status: source.last_verdict === null ? 'unread' : 'read',
    findings: images.findings,
    refusal: images.refusal,
    lastVerdict: source.last_verdict,
  };
}

/**
 * Writes the study's line of the worklist anew, in the transaction of the change that it must show. A change that
 * `afterChange` can follow costs the same however many images the study has; any other reads them all.
 */
export function refreshLine(db: Writes, study: StudyId, change?: LineChange): void {
  const source = db.get<SourceRow>(SOURCE, { study });
  if (source === undefined) throw new Error(`There is no study ${study}`);
  const kept = change === undefined ? undefined : keptImages(db, study);
  const images = (kept && change && afterChange(db, kept, change)) ?? readImages(db, study);
  const line = toLine(study, source, images);
  db.run(
    `INSERT OR REPLACE INTO worklist (study, search, imported_at, study_date, patient_name, status, probability, is_positive, is_synthetic)
     VALUES (@study, @search, @importedAt, @studyDate, @patientName, @status, @probability, @isPositive, @isSynthetic)`,
    {
      study,
      search: searchTextOf(source, images.names),
      importedAt: line.importedAt,
      studyDate: line.studyDate,
      patientName: fold(line.patientName),
      status: line.status,
      probability: images.probability,
      isPositive: Number(line.findings.some((finding) => finding.positive)),
      isSynthetic: Number(line.isSynthetic),
    },
  );
  db.run('INSERT OR REPLACE INTO worklist_lines (study, line) VALUES (@study, @line)', {
    study,
    line: JSON.stringify(line),
  });
}
