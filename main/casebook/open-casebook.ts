import { accessSync, constants, existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { FaultError, faultOf } from '../domain/faults/fault.ts';
import type { StudyId } from '../domain/ids.ts';
import type { Clause } from '../domain/messages/clause.ts';
import type { AuditRepository } from './audit-trail/audit-repository.ts';
import { createAuditRepository, subjectOf } from './audit-trail/audit-repository.ts';
import type { EntryScoreRepository } from './laboratory/entry-score-repository.ts';
import { createEntryScoreRepository } from './laboratory/entry-score-repository.ts';
import type { Database } from './database/database.ts';
import type { DatasetFileRepository } from './laboratory/dataset-file-repository.ts';
import { createDatasetFileRepository } from './laboratory/dataset-file-repository.ts';
import type { DatasetRepository } from './laboratory/dataset-repository.ts';
import { createDatasetRepository } from './laboratory/dataset-repository.ts';
import { makeBackup } from './backups/make-backup.ts';
import {
  cancelRestore,
  finishRestore,
  forgetRestore,
  isRestoreReady,
  prepareRestore,
  untoldRestore,
  type Restored,
} from './backups/restore-backup.ts';
import { openDatabase, whileAlone } from './database/database.ts';
import { requireFile } from './database/require-file.ts';
import type { SaliencyCheckRepository } from './laboratory/saliency-check-repository.ts';
import { createSaliencyCheckRepository } from './laboratory/saliency-check-repository.ts';
import type { EvaluationRepository } from './laboratory/evaluation-repository.ts';
import { createEvaluationRepository } from './laboratory/evaluation-repository.ts';
import { faultsOfFile } from './database/faults-of-file.ts';
import type { FeatureRepository } from './active-learning/feature-repository.ts';
import { createFeatureRepository } from './active-learning/feature-repository.ts';
import type { InstanceRepository } from './studies/instance-repository.ts';
import { createInstanceRepository } from './studies/instance-repository.ts';
import { CasebookError, toCasebookError } from './migrations/casebook-error.ts';
import { examineFile } from './migrations/examine-file.ts';
import { migrate, needsUpgrade } from './migrations/migrate.ts';
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
  /** The file, or ':memory:'. */
  readonly path: string;
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

/** One process at a time makes a backup, upgrades the casebook, or puts another in its place. */
const lockOf = (path: string): string => `${path}.lock`;

function openMigrated(path: string, clock: () => Date): Database {
  // Before it is opened for writing, which would switch another program's file to WAL for good.
  const isOlder = existsSync(path) && needsUpgrade(examineFile(path));
  return isOlder ? whileAlone(lockOf(path), () => openUpgraded(path, clock())) : openNewest(path);
}

function openNewest(path: string): Database {
  const database = openDatabase(path);
  try {
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Makes a backup before. Another process may have done all of it while this one waited. */
function openUpgraded(path: string, now: Date): Database {
  if (!needsUpgrade(examineFile(path))) return openNewest(path);
  const copy = makeBackup(path, { reason: 'upgrade', madeAt: now }).path;
  try {
    return openNewest(path);
  } catch (error) {
    // The casebook is as it was: all steps of an upgrade stand, or none.
    rmSync(copy, { force: true });
    throw error;
  }
}

/** Throws for what is there and can't be a casebook to write to. */
function refuseFile(path: string): void {
  if (path === ':memory:' || !existsSync(path)) return;
  requireFile(path);
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw new CasebookError(faultOf('casebook.read-only', {}, error));
  }
}

/** A backup that was made ready takes the casebook's place, unless another process has it open. */
function takeRestored(path: string, now: Date): void {
  if (path === ':memory:' || !isRestoreReady(path)) return;
  try {
    whileAlone(lockOf(path), () => isRestoreReady(path) && finishRestore(path, now));
  } catch (error) {
    if (!(error instanceof FaultError) || error.fault.code !== 'casebook.held') throw error;
  }
}

interface OpenedFile {
  readonly database: Database;
  readonly audit: AuditRepository;
}

function openFile(path: string, clock: () => Date): OpenedFile {
  refuseFile(path);
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const restored = untoldRestore(path);
  const database = openMigrated(path, clock);
  const audit = createAuditRepository(database, clock, path);
  if (restored !== undefined) {
    recordRestore(database, audit, restored);
    forgetRestore(path);
  }
  return { database, audit };
}

function recordRestore(database: Database, audit: AuditRepository, { kept }: Restored): void {
  const details = { replaced: kept === null ? null : basename(kept) };
  database.writeDurably((db) =>
    audit.append(db, { actor: 'overread', action: 'casebook.restored', subject: 'casebook', details }),
  );
}

function withCasebookErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toCasebookError(error);
  }
}

/**
 * Puts a backup, or any other casebook, in the casebook's place. Returns where the one before is kept, null where there was
 * none. Throws a CasebookError, with everything as it was.
 */
export function restoreCasebook(path: string, file: string, clock: () => Date, passphrase?: string): string | null {
  return withCasebookErrors(() => {
    try {
      prepareRestore(path, file, passphrase);
      const kept = whileAlone(lockOf(path), () => finishRestore(path, clock()));
      openFile(path, clock).database.close();
      return kept;
    } finally {
      cancelRestore(path);
    }
  });
}

/**
 * Opens a casebook, or makes a new one with the folder it lies in. `path` may be ':memory:'. Two
 * processes may have the same file open. A backup that is ready to take its place takes it first. Throws a CasebookError.
 */
export function openCasebook(path: string, clock: () => Date): Casebook {
  const { database, audit } = withCasebookErrors(() => {
    takeRestored(path, clock());
    return openFile(path, clock);
  });
  const record: RecordChange = (db, study, entry) => {
    audit.append(db, { ...entry, subject: subjectOf(study) });
    refreshLine(db, study, entry);
  };
  return {
    path,
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
