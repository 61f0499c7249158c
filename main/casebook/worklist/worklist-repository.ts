import { worklistRow } from '../../domain/studies/study.ts';
import type { WorklistFilter, WorklistResult, WorklistQuery } from '../../domain/studies/worklist.ts';
import type { Database, Reads } from '../database/database.ts';
import { fold } from './images-of-line.ts';

const conditions: Readonly<Record<WorklistFilter, string>> = {
  all: 'TRUE',
  unread: "status = 'unread'",
  read: "status = 'read'",
  positive: 'is_positive = 1',
  notScored: 'probability IS NULL',
  synthetic: 'is_synthetic = 1',
};

const columns: Readonly<Record<WorklistQuery['sort'], string>> = {
  importedAt: 'imported_at',
  studyDate: 'study_date',
  patientName: 'patient_name',
  probability: 'probability',
  status: 'status',
};

function countEach(db: Reads, { condition, parameters }: Match): WorklistResult['counts'] {
  const sums = Object.entries(conditions).map(
    ([name, condition]) => `count(*) FILTER (WHERE ${condition}) AS "${name}"`,
  );
  return db.get<Record<WorklistFilter, number>>(
    `SELECT ${sums.join(', ')} FROM worklist WHERE TRUE${condition}`,
    parameters,
  )!;
}

/** The condition that rows contain every word, and its parameters. */
interface Match {
  readonly condition: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Each word is looked for in every row. */
const MOST_WORDS = 8;

/** The words that decide: none that is part of another, and of very many the longest. */
function decidingWords(search: string): readonly string[] {
  const words = [...new Set(fold(search).split(/\s+/).filter(Boolean))];
  return words
    .filter((word) => !words.some((other) => other !== word && other.includes(word)))
    .toSorted((a, b) => b.length - a.length)
    .slice(0, MOST_WORDS);
}

function matching(search: string): Match {
  const words = decidingWords(search);
  return {
    condition: words.map((_, i) => ` AND instr(search, @word${i}) > 0`).join(''),
    parameters: Object.fromEntries(words.map((word, i) => [`word${i}`, word])),
  };
}

function findPage(db: Reads, query: WorklistQuery): WorklistResult {
  const { search, filter, keep, sort, descending, offset, limit } = query;
  const match = matching(search);
  const isKept = 'study IN (SELECT value FROM json_each(@keep))';
  const where = `WHERE (${conditions[filter]}${keep.length > 0 ? ` OR ${isKept}` : ''})${match.condition}`;
  const parameters = { ...match.parameters, ...(keep.length > 0 ? { keep: JSON.stringify(keep) } : {}) };
  const direction = descending ? 'DESC' : 'ASC';
  const counts = countEach(db, match);
  const total =
    keep.length === 0
      ? counts[filter]
      : db.get<{ n: number }>(`SELECT count(*) AS n FROM worklist ${where}`, parameters)!.n;
  // What is unknown comes last in both directions. The newest study first among equals.
  const page = `SELECT study FROM worklist ${where}
        ORDER BY ${columns[sort]} ${direction} NULLS LAST, study ${direction} LIMIT @limit OFFSET @offset`;
  const rows = db
    .all<{ study: number }>(page, { ...parameters, limit, offset })
    .map(({ study }) => db.get<{ line: string }>('SELECT line FROM worklist_lines WHERE study = @study', { study })!)
    .map(({ line }) => worklistRow.parse(JSON.parse(line)));
  return { total, rows, counts };
}

export interface WorklistRepository {
  query(query: WorklistQuery): WorklistResult;
}

export function createWorklistRepository(database: Database): WorklistRepository {
  return { query: (query) => database.snapshot((db) => findPage(db, query)) };
}
