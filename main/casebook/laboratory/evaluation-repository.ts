import type { EvaluationId } from '../../domain/ids.ts';
import type { AuditRepository } from '../audit-trail/audit-repository.ts';
import type { Database } from '../database/database.ts';

/** A report to keep, as JSON texts: the casebook holds them and does not look inside. */
export interface NewEvaluation {
  readonly kind: 'evaluation' | 'comparison';
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The entry that the list shows. */
  readonly line: string;
  readonly report: string;
  readonly cases: string;
}

export interface EvaluationRepository {
  keep(evaluation: NewEvaluation): EvaluationId;
  /** Newest first. */
  lines(): readonly { readonly id: EvaluationId; readonly line: string }[];
  report(id: EvaluationId): string | undefined;
  cases(id: EvaluationId): string | undefined;
  remove(id: EvaluationId): void;
}

export function createEvaluationRepository(database: Database, audit: AuditRepository): EvaluationRepository {
  const textOf = (column: 'report' | 'cases', id: EvaluationId): string | undefined =>
    database.read.get<{ text: string }>(`SELECT ${column} AS text FROM evaluations WHERE id = @id`, { id })?.text;
  return {
    keep: (evaluation) =>
      database.write((db) => {
        const { id } = db.run(
          `INSERT INTO evaluations (kind, at, line, report, cases) VALUES (@kind, @at, @line, @report, @cases)`,
          { ...evaluation },
        );
        const { kind } = evaluation;
        audit.append(db, { actor: 'overread', action: `${kind}.kept`, subject: `evaluation:${id}`, details: {} });
        return id as EvaluationId;
      }),
    lines: () =>
      database.read.all<{ id: EvaluationId; line: string }>('SELECT id, line FROM evaluations ORDER BY id DESC'),
    report: (id) => textOf('report', id),
    cases: (id) => textOf('cases', id),
    remove: (id) =>
      database.write((db) => {
        if (db.run('DELETE FROM evaluations WHERE id = @id', { id }).changes === 0) return;
        const subject = `evaluation:${id}`;
        audit.append(db, { actor: 'overread', action: 'evaluation.removed', subject, details: {} });
      }),
  };
}
