import type { Finding, Prediction, Refusal, Verdict, WorklistRow } from '../../domain/studies/study.ts';
import type { InstanceId, StudyId } from '../../domain/ids.ts';
import type { Writes } from '../database/database.ts';
import { predictionsOfStudy } from '../studies/prediction-repository.ts';
import { refusalsOfStudy } from '../studies/refusal-repository.ts';

interface SourceRow {
  readonly name: string | null;
  readonly patient_id: string | null;
  readonly accession_number: string | null;
  readonly description: string;
  readonly modality: string;
  readonly study_date: string | null;
  readonly imported_at: string;
  readonly is_synthetic: number;
  readonly instance_count: number;
  readonly first_instance: InstanceId;
  readonly last_verdict: Verdict | null;
  /** Paths, a line each. */
  readonly copies: string | null;
}

const SOURCE = `SELECT patients.name, patients.patient_id, studies.accession_number, studies.description, studies.modality,
    studies.study_date, studies.imported_at, studies.is_synthetic,
    count(instances.id) AS instance_count, min(instances.id) AS first_instance,
    (SELECT verdict FROM standing_reviews WHERE study = studies.id ORDER BY id DESC LIMIT 1) AS last_verdict,
    (SELECT group_concat(copies.path, char(10)) FROM copies
      JOIN instances AS copied ON copied.id = copies.instance
      JOIN series AS copied_series ON copied_series.id = copied.series
      WHERE copied_series.study = studies.id) AS copies
  FROM studies LEFT JOIN patients ON patients.id = studies.patient
  JOIN series ON series.study = studies.id JOIN instances ON instances.series = series.id
  WHERE studies.id = @study GROUP BY studies.id`;

/** For searching: lower case, without accents, DICOM's name separators as spaces. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/\^/g, ' ').toLowerCase();
}

interface Summary {
  /** The highest probability of each model and label. */
  readonly findings: readonly Finding[];
  readonly probability: number | null;
  readonly keyInstance: InstanceId | null;
}

/** Sums up each model's newest prediction a frame; `predictions` oldest first. */
function summarise(predictions: readonly Prediction[]): Summary {
  const newest = new Map(predictions.map((each) => [`${each.instanceId} ${each.frameIndex} ${each.model}`, each]));
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

function toLine(studyId: StudyId, source: SourceRow, summary: Summary, refusals: readonly Refusal[]): WorklistRow {
  return {
    studyId,
    patientName: source.name ?? '',
    patientId: source.patient_id ?? '',
    description: source.description,
    modality: source.modality,
    studyDate: source.study_date,
    importedAt: source.imported_at,
    instanceCount: source.instance_count,
    keyInstanceId: summary.keyInstance ?? source.first_instance,
    isSynthetic: source.is_synthetic === 1,
    status: source.last_verdict === null ? 'unread' : 'read',
    findings: summary.findings,
    refusal: summary.findings.length === 0 ? (refusals.at(-1)?.fault ?? null) : null,
    lastVerdict: source.last_verdict,
  };
}

const namesOf = (paths: string | null): string =>
  (paths ?? '')
    .split('\n')
    .map((path) => path.split(/[/\\]/).at(-1))
    .join('\n');

/** Writes the study's line of the worklist anew, in the transaction of the change that it must show. */
export function refreshLine(db: Writes, study: StudyId): void {
  const source = db.get<SourceRow>(SOURCE, { study });
  if (source === undefined) throw new Error(`Study ${study} has no images`);
  const summary = summarise(predictionsOfStudy(db, study));
  const line = toLine(study, source, summary, refusalsOfStudy(db, study));
  db.run(
    `INSERT OR REPLACE INTO worklist (study, search, imported_at, study_date, patient_name, status, probability, is_positive, is_synthetic)
     VALUES (@study, @search, @importedAt, @studyDate, @patientName, @status, @probability, @isPositive, @isSynthetic)`,
    {
      study,
      search: fold(
        [
          line.patientName,
          line.patientId,
          line.description,
          source.accession_number ?? '',
          namesOf(source.copies),
        ].join('\n'),
      ),
      importedAt: line.importedAt,
      studyDate: line.studyDate,
      patientName: fold(line.patientName),
      status: line.status,
      probability: summary.probability,
      isPositive: Number(line.findings.some((finding) => finding.positive)),
      isSynthetic: Number(line.isSynthetic),
    },
  );
  db.run('INSERT OR REPLACE INTO worklist_lines (study, line) VALUES (@study, @line)', {
    study,
    line: JSON.stringify(line),
  });
}
