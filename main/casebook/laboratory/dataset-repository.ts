import type { AuditReport } from '../../domain/datasets/audit-report.ts';
import type { AuditSummary, DatasetCounts, DatasetSource, RegisteredDataset } from '../../domain/datasets/dataset.ts';
import type { DatasetId } from '../../domain/ids.ts';
import type { AuditRepository } from '../audit-trail/audit-repository.ts';
import type { Database, Reads } from '../database/database.ts';

interface DatasetRow {
  readonly id: DatasetId;
  readonly name: string;
  readonly source: string;
  readonly added_at: string;
  readonly fingerprint: string | null;
  readonly labels: string;
  readonly counts: string | null;
  readonly summary: string | null;
}

/** Facts known of a dataset once it was opened. */
export interface DatasetState {
  readonly fingerprint: string;
  readonly labels: readonly string[];
  readonly counts: DatasetCounts;
}

const SELECT = `SELECT datasets.*, dataset_audits.summary FROM datasets
  LEFT JOIN datasets_audited ON datasets_audited.dataset = datasets.id
  LEFT JOIN dataset_audits ON dataset_audits.state = datasets_audited.state`;

function toDataset(row: DatasetRow): RegisteredDataset {
  return {
    id: row.id,
    name: row.name,
    source: JSON.parse(row.source) as DatasetSource,
    addedAt: row.added_at,
    fingerprint: row.fingerprint,
    labels: JSON.parse(row.labels) as string[],
    counts: row.counts === null ? null : (JSON.parse(row.counts) as DatasetCounts),
    audit: row.summary === null ? null : (JSON.parse(row.summary) as AuditSummary),
  };
}

const toReport = (row: { readonly report: string } | undefined): AuditReport | undefined =>
  row && (JSON.parse(row.report) as AuditReport);

export interface DatasetRepository {
  /** In the order of their names. */
  list(): readonly RegisteredDataset[];
  get(id: DatasetId): RegisteredDataset | undefined;
  /** The same source again gives the dataset that is there, under the name that it has. */
  add(name: string, source: DatasetSource): RegisteredDataset;
  remove(id: DatasetId): void;
  keepState(id: DatasetId, state: DatasetState): void;
  /** The report of exactly this state, whoever asked for it. */
  auditOf(state: string): AuditReport | undefined;
  keepAudit(state: string, report: AuditReport): void;
  /** From now on the dataset's latest audit is that of this state. */
  pointAtAudit(id: DatasetId, state: string): void;
  latestAudit(id: DatasetId): AuditReport | undefined;
}

export function createDatasetRepository(
  database: Database,
  audit: AuditRepository,
  clock: () => Date,
): DatasetRepository {
  const find = (db: Reads, where: string, value: string | number): RegisteredDataset | undefined => {
    const row = db.get<DatasetRow>(`${SELECT} WHERE ${where} = @value`, { value });
    return row && toDataset(row);
  };
  return {
    list: () => database.read.all<DatasetRow>(`${SELECT} ORDER BY name COLLATE NOCASE, datasets.id`).map(toDataset),
    get: (id) => find(database.read, 'datasets.id', id),
    add: (name, source) =>
      database.write((db) => {
        const text = JSON.stringify(source);
        const known = find(db, 'source', text);
        if (known !== undefined) return known;
        const { id } = db.run(
          `INSERT INTO datasets (name, source, added_at, labels) VALUES (@name, @source, @addedAt, '[]')`,
          { name, source: text, addedAt: clock().toISOString() },
        );
        audit.append(db, { actor: 'overread', action: 'dataset.added', subject: `dataset:${id}`, details: { source } });
        return find(db, 'datasets.id', id)!;
      }),
    remove: (id) =>
      database.write((db) => {
        if (db.run('DELETE FROM datasets WHERE id = @id', { id }).changes === 0) return;
        audit.append(db, { actor: 'overread', action: 'dataset.removed', subject: `dataset:${id}`, details: {} });
        db.run('DELETE FROM dataset_audits WHERE state NOT IN (SELECT state FROM datasets_audited)');
      }),
    keepState: (id, { fingerprint, labels, counts }) =>
      void database.write((db) =>
        db.run('UPDATE datasets SET fingerprint = @fingerprint, labels = @labels, counts = @counts WHERE id = @id', {
          id,
          fingerprint,
          labels: JSON.stringify(labels),
          counts: JSON.stringify(counts),
        }),
      ),
    ...auditsIn(database, audit),
  };
}

function auditsIn(
  database: Database,
  audit: AuditRepository,
): Pick<DatasetRepository, 'auditOf' | 'keepAudit' | 'pointAtAudit' | 'latestAudit'> {
  return {
    auditOf: (state) =>
      toReport(database.read.get('SELECT report FROM dataset_audits WHERE state = @state', { state })),
    keepAudit: (state, report) =>
      void database.write((db) =>
        db.run(
          `INSERT INTO dataset_audits (state, fingerprint, audited_at, summary, report)
           VALUES (@state, @fingerprint, @auditedAt, @summary, @report)
           ON CONFLICT (state) DO UPDATE SET audited_at = @auditedAt, summary = @summary, report = @report`,
          {
            state,
            fingerprint: report.summary.fingerprint,
            auditedAt: report.summary.auditedAt,
            summary: JSON.stringify(report.summary),
            report: JSON.stringify(report),
          },
        ),
      ),
    pointAtAudit: (dataset, state) =>
      database.write((db) => {
        const known = db.get('SELECT 1 FROM datasets_audited WHERE dataset = @dataset AND state = @state', {
          dataset,
          state,
        });
        if (known !== undefined) return;
        db.run('INSERT OR REPLACE INTO datasets_audited (dataset, state) VALUES (@dataset, @state)', {
          dataset,
          state,
        });
        const details = { state };
        audit.append(db, { actor: 'overread', action: 'dataset.audited', subject: `dataset:${dataset}`, details });
      }),
    latestAudit: (dataset) =>
      toReport(
        database.read.get(
          `SELECT report FROM datasets_audited JOIN dataset_audits USING (state) WHERE dataset = @dataset`,
          { dataset },
        ),
      ),
  };
}
