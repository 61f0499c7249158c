import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, parse } from 'node:path';
import { faultOf } from '../domain/faults/fault.ts';
import type { StudyId } from '../domain/ids.ts';
import type { Clause } from '../domain/messages/clause.ts';
import { reasonOf } from '../domain/messages/reason-error.ts';
import type { AuditRepository } from './audit-trail/audit-repository.ts';
import { createAuditRepository, subjectOf } from './audit-trail/audit-repository.ts';
import type { EntryScoreRepository } from './laboratory/entry-score-repository.ts';
import { createEntryScoreRepository } from './laboratory/entry-score-repository.ts';
import type { Database } from './database/database.ts';
import type { DatasetFileRepository } from './laboratory/dataset-file-repository.ts';
import { createDatasetFileRepository } from './laboratory/dataset-file-repository.ts';
import type { DatasetRepository } from './laboratory/dataset-repository.ts';
import { createDatasetRepository } from './laboratory/dataset-repository.ts';
import { copyDatabase, inspectDatabase, isDamagedFile, openDatabase } from './database/database.ts';
import type { SaliencyCheckRepository } from './laboratory/saliency-check-repository.ts';
import { createSaliencyCheckRepository } from './laboratory/saliency-check-repository.ts';
import type { EvaluationRepository } from './laboratory/evaluation-repository.ts';
import { createEvaluationRepository } from './laboratory/evaluation-repository.ts';
import { faultsOfFile } from './database/faults-of-file.ts';
import type { FeatureRepository } from './active-learning/feature-repository.ts';
import { createFeatureRepository } from './active-learning/feature-repository.ts';
import type { InstanceRepository } from './studies/instance-repository.ts';
import { createInstanceRepository } from './studies/instance-repository.ts';
import { CasebookError, migrate, refuseForeign, versionToUpgrade } from './migrations/migrate.ts';
import type { MilestoneRepository } from './database/milestone-repository.ts';
import { createMilestoneRepository } from './database/milestone-repository.ts';
import { createPersonRepository, type PersonRepository } from './studies/person-repository.ts';
import type { PredictionRepository } from './studies/prediction-repository.ts';
import { createPredictionRepository } from './studies/prediction-repository.ts';
import type { ReadRepository } from './active-learning/read-repository.ts';
import { createReadRepository } from './active-learning/read-repository.ts';
import type { RecordChange } from './audit-trail/record-change.ts';
import type { RefusalRepository } from './studies/refusal-repository.ts';
import { createRefusalRepository } from './studies/refusal-repository.ts';
import type { RegistryRepository } from './laboratory/registry-repository.ts';
import { createRegistryRepository } from './laboratory/registry-repository.ts';
import type { ReviewRepository } from './studies/review-repository.ts';
import { createReviewRepository } from './studies/review-repository.ts';
import type { ScreeningRepository } from './studies/screening-repository.ts';
import { createScreeningRepository } from './studies/screening-repository.ts';
import type { StudyRepository } from './studies/study-repository.ts';
import { createStudyRepository } from './studies/study-repository.ts';
import type { TrainingRepository } from './laboratory/training-repository.ts';
import { createTrainingRepository } from './laboratory/training-repository.ts';
import type { VerdictRepository } from './laboratory/verdict-repository.ts';
import { createVerdictRepository } from './laboratory/verdict-repository.ts';
import { watchElsewhere } from './audit-trail/watch-external-changes.ts';
import { refreshLine } from './worklist/worklist-line.ts';
import type { WorklistRepository } from './worklist/worklist-repository.ts';
import { createWorklistRepository } from './worklist/worklist-repository.ts';

export interface Casebook {
  /** The file's name, for the top bar. */
  readonly name: string;
  readonly studies: StudyRepository;
  readonly persons: PersonRepository;
  readonly instances: InstanceRepository;
  readonly predictions: PredictionRepository;
  readonly refusals: RefusalRepository;
  readonly reviews: ReviewRepository;
  readonly screenings: ScreeningRepository;
  readonly reads: ReadRepository;
  readonly features: FeatureRepository;
  readonly audit: AuditRepository;
  readonly worklist: WorklistRepository;
  readonly milestones: MilestoneRepository;
  readonly registry: RegistryRepository;
  readonly saliencyChecks: SaliencyCheckRepository;
  readonly datasets: DatasetRepository;
  readonly datasetFiles: DatasetFileRepository;
  readonly trainings: TrainingRepository;
  readonly verdicts: VerdictRepository;
  readonly entryScores: EntryScoreRepository;
  readonly evaluations: EvaluationRepository;
  /** From now on: each call names the studies that changed since the last, when another process wrote meanwhile. */
  watchElsewhere(): () => readonly StudyId[];
  /** Faults of the file itself; reads all of it. */
  faults(): readonly Clause[];
  close(): void;
}

function openMigrated(path: string, clock: () => Date): Database {
  const copy = copyBeforeUpgrade(path, clock());
  let database: Database | undefined;
  try {
    makePrivate(path);
    database = openDatabase(path);
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    // The casebook is as it was: all steps of an upgrade stand, or none.
    if (copy !== null) rmSync(copy, { force: true });
    throw error;
  }
}

/** A new casebook, and what SQLite puts beside it, is for this account alone. One that is there keeps its permissions. */
function makePrivate(path: string): void {
  if (path !== ':memory:' && !existsSync(path)) closeSync(openSync(path, 'a', 0o600));
}

/** Keeps a copy beside a casebook of an older version; null where there is nothing to upgrade. */
function copyBeforeUpgrade(path: string, now: Date): string | null {
  if (!existsSync(path)) return null;
  // Before it is opened for writing, which would switch another program's file to WAL for good.
  const version = inspectDatabase(path, (db) => {
    refuseForeign(db);
    return versionToUpgrade(db);
  });
  if (version === null) return null;
  const { dir, name, ext } = parse(path);
  const at = now.toISOString().slice(0, 19).replaceAll(':', '-');
  const copy = join(dir, `${name} version ${version} of ${at}${ext}`);
  copyDatabase(path, copy);
  return copy;
}

function toCasebookError(error: unknown): CasebookError {
  if (error instanceof CasebookError) return error;
  const fault = isDamagedFile(error)
    ? faultOf('casebook.damaged', {}, error)
    : faultOf('casebook.not-opened', { reason: reasonOf(error) }, error);
  return new CasebookError(fault);
}

/** Throws for what is there and can't be a casebook to write to. */
function refuseFile(path: string): void {
  if (path === ':memory:' || !existsSync(path)) return;
  if (statSync(path).isDirectory()) throw new CasebookError(faultOf('casebook.is-folder', {}));
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw new CasebookError(faultOf('casebook.read-only', {}, error));
  }
}

/**
 * Opens a casebook, or makes a new one with the folder it lies in. `path` may be ':memory:'. Two
 * processes may have the same file open. Throws a CasebookError.
 */
export function openCasebook(path: string, clock: () => Date): Casebook {
  let database: Database;
  try {
    refuseFile(path);
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    database = openMigrated(path, clock);
  } catch (error) {
    throw toCasebookError(error);
  }
  const audit = createAuditRepository(database, clock);
  const record: RecordChange = (db, study, entry) => {
    audit.append(db, { ...entry, subject: subjectOf(study) });
    refreshLine(db, study);
  };
  return {
    name: basename(path),
    studies: createStudyRepository(database),
    persons: createPersonRepository(database, audit),
    instances: createInstanceRepository(database, record, clock),
    predictions: createPredictionRepository(database, record, clock),
    refusals: createRefusalRepository(database, record, clock),
    reviews: createReviewRepository(database, record, clock),
    screenings: createScreeningRepository(database, clock),
    reads: createReadRepository(database, record, clock),
    features: createFeatureRepository(database),
    audit,
    worklist: createWorklistRepository(database),
    milestones: createMilestoneRepository(database, clock),
    registry: createRegistryRepository(database, audit, clock),
    saliencyChecks: createSaliencyCheckRepository(database),
    datasets: createDatasetRepository(database, audit, clock),
    datasetFiles: createDatasetFileRepository(database),
    trainings: createTrainingRepository(database, audit, clock),
    verdicts: createVerdictRepository(database),
    entryScores: createEntryScoreRepository(database),
    evaluations: createEvaluationRepository(database, audit),
    watchElsewhere: () => watchElsewhere(database),
    faults: () => faultsOfFile(database.read),
    close: () => database.close(),
  };
}
