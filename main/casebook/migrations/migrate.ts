import { faultOf } from '../../domain/faults/fault.ts';
import type { Database, Reads, Writes } from '../database/database.ts';
import { CasebookError } from './casebook-error.ts';
import { firstTables } from './0001-first-tables.ts';
import { modelVersions } from './0002-model-versions.ts';
import { datasets } from './0003-datasets.ts';
import { learning } from './0004-learning.ts';
import { heatmapExams } from './0005-heatmap-exams.ts';
import { trainings } from './0006-trainings.ts';
import { evaluations } from './0007-evaluations.ts';
import { studyDetails } from './0008-study-details.ts';
import { persons } from './0009-persons.ts';
import { withdrawalsAndScreenings } from './0010-withdrawals-and-screenings.ts';
import { codedMessages } from './0011-coded-messages.ts';
import { vouchedRows } from './0012-vouched-rows.ts';
import { vouchedImages } from './0013-vouched-images.ts';
import { vouchedModels } from './0014-vouched-models.ts';
import { scoreFlags } from './0015-score-flags.ts';

/** SQL, or a function where data has to be read and written. Never edited after a release: a change is a new one. */
type Migration = string | ((db: Writes) => void);

/** In order: the first brings a new file to version 1, and so on. */
const migrations: readonly Migration[] = [
  firstTables,
  modelVersions,
  datasets,
  learning,
  heatmapExams,
  trainings,
  evaluations,
  studyDetails,
  persons,
  withdrawalsAndScreenings,
  codedMessages,
  vouchedRows,
  vouchedImages,
  vouchedModels,
  scoreFlags,
];

/** 'Over' in ASCII: tells a casebook from any other SQLite file. */
const APPLICATION_ID = 0x4f766572;

function pragma(db: Reads, name: string): number {
  return db.get<Record<string, number>>(`PRAGMA ${name}`)?.[name] ?? 0;
}

/** 0 for a new file. */
export const versionOf = (db: Reads): number => pragma(db, 'user_version');

/** True for a file that nobody has written to. */
function isNew(db: Reads): boolean {
  const isUnmarked = pragma(db, 'application_id') === 0 && pragma(db, 'user_version') === 0;
  return isUnmarked && db.get('SELECT 1 FROM sqlite_schema LIMIT 1') === undefined;
}

/** Throws a CasebookError for what this Overread must not write to: another program's file, or a newer casebook. */
export function refuseForeign(db: Reads): void {
  if (pragma(db, 'application_id') !== APPLICATION_ID && !isNew(db)) {
    throw new CasebookError(faultOf('casebook.foreign', {}));
  }
  const version = versionOf(db);
  if (version > migrations.length) {
    throw new CasebookError(faultOf('casebook.newer', { version, known: migrations.length }));
  }
}

/** Brings the file to a version, the newest when left out; the check and the steps hold the write lock together. */
export function migrate(database: Database, target: number = migrations.length): void {
  database.write((db) => {
    refuseForeign(db);
    const version = versionOf(db);
    if (version >= target) return;
    for (const step of migrations.slice(version, target)) {
      if (typeof step === 'string') db.script(step);
      else step(db);
    }
    db.script(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${target}`);
  });
}

/** True for a casebook that an older Overread wrote. */
export const needsUpgrade = (version: number): boolean => version > 0 && version < migrations.length;
