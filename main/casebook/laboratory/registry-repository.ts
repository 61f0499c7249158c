/** Which version of a model is in use for what, since when, and what the gate found of it. */
import type { ModelId } from '../../domain/ids.ts';
import type { GateReport, GateSettings, SitePoint, VersionKey, VersionState } from '../../domain/models/promotion.ts';
import type { AuditEntry } from '../../domain/audit-entry.ts';
import type { AuditRepository, NewAuditEntry } from '../audit-trail/audit-repository.ts';
import type { RowReference } from '../audit-trail/row-hashes.ts';
import type { Database, Reads, Writes } from '../database/database.ts';

/** Facts known of a version from the files it was seen in first. */
export interface NewVersion extends VersionKey {
  readonly role: string;
  readonly sha256: string;
  readonly version: string;
  readonly title: string;
  readonly parent: string | null;
  readonly origin: 'bundled' | 'own';
  readonly isExample: boolean;
}

export interface StoredVersion extends NewVersion {
  readonly id: number;
  readonly state: VersionState;
  readonly joinedAt: string;
  /** Those of the last time that it was current; empty for the card's own. */
  readonly points: readonly SitePoint[];
}

/** The entry in the audit log that goes with the change itself. */
export type Record = Pick<NewAuditEntry, 'actor' | 'action' | 'details'>;

export interface RegistryRepository {
  /** Those of all roles, oldest first. */
  versions(): readonly StoredVersion[];
  /** Makes it known, once; what is known already stays as it is. */
  join(version: NewVersion, record: Record): void;
  /** Makes it the current one of its role, in place of the one that is. */
  begin(version: number, points: readonly SitePoint[], record: Record): void;
  /** The version that the current one took the place of, with the points it had; undefined when there was none. */
  previous(role: string): StoredVersion | undefined;
  /** Ends the current term and begins the previous one anew. Call it only where there is a previous one. */
  rollBack(role: string, record: Record): void;
  gateOf(role: string): GateSettings | undefined;
  setGate(role: string, settings: GateSettings, record: Record): void;
  keepReport(version: number, report: Omit<GateReport, 'id'>, record: Record): GateReport;
  /** The newest of a version. */
  reportOf(version: number): GateReport | undefined;
  /** Writes down what changed nothing in these tables, such as the removal of a model's files. */
  note(role: string, record: Record): void;
  /** The id of the newest entry in the log on any role; 0 where there is none. Another process's count too. */
  lastEntry(): number;
  /** Newest first. */
  decisions(role: string): readonly AuditEntry[];
}

interface VersionRow {
  readonly id: number;
  readonly model: ModelId;
  readonly fingerprint: string;
  readonly role: string;
  readonly state: VersionState;
  readonly sha256: string;
  readonly version: string;
  readonly title: string;
  readonly parent: string | null;
  readonly origin: 'bundled' | 'own';
  readonly is_example: number;
  readonly joined_at: string;
  readonly points: string | null;
}

interface TermRow {
  readonly id: number;
  readonly version: number;
  readonly replaced: number | null;
  readonly points: string;
}

const subjectOfRole = (role: string): string => `role:${role}`;

const SELECT = `SELECT model_versions.*, (
    SELECT points FROM model_terms WHERE model_terms.version = model_versions.id ORDER BY model_terms.id DESC LIMIT 1
  ) AS points
  FROM model_versions`;

function toVersion({ is_example, joined_at, points, ...row }: VersionRow): StoredVersion {
  return {
    ...row,
    isExample: is_example === 1,
    joinedAt: joined_at,
    points: points === null ? [] : (JSON.parse(points) as SitePoint[]),
  };
}

function termOfNow(db: Reads, role: string): TermRow | undefined {
  return db.get<TermRow>('SELECT * FROM model_terms WHERE role = @role ORDER BY id DESC LIMIT 1', { role });
}

const termOf = (db: Reads, id: number): TermRow | undefined =>
  db.get<TermRow>('SELECT * FROM model_terms WHERE id = @id', { id });

interface Term {
  readonly role: string;
  readonly version: number;
  readonly replaced: number | null;
  readonly points: string;
  readonly at: string;
}

/** Returns the rows that it wrote. */
function beginTerm(db: Writes, { role, version, replaced, points, at }: Term): readonly RowReference[] {
  const before = db.get<{ id: number }>("SELECT id FROM model_versions WHERE role = @role AND state = 'current'", {
    role,
  });
  db.run("UPDATE model_versions SET state = 'retired' WHERE role = @role AND state = 'current'", { role });
  db.run("UPDATE model_versions SET state = 'current' WHERE id = @version", { version });
  const { id } = db.run(
    `INSERT INTO model_terms (role, version, replaced, began_at, points)
     VALUES (@role, @version, @replaced, @at, @points)`,
    { role, version, replaced, at, points },
  );
  const versions = [...new Set([before?.id ?? version, version])];
  return [...versions.map((each) => ({ table: 'model_versions', id: each }) as const), { table: 'model_terms', id }];
}

export function createRegistryRepository(
  database: Database,
  audit: AuditRepository,
  clock: () => Date,
): RegistryRepository {
  const now = (): string => clock().toISOString();
  const log = (db: Writes, role: string, record: Record, rows: readonly RowReference[] = []): void =>
    void audit.append(db, { ...record, subject: subjectOfRole(role), rows });
  const versionOf = (db: Reads, id: number): StoredVersion =>
    toVersion(db.get<VersionRow>(`${SELECT} WHERE model_versions.id = @id`, { id })!);

  return {
    versions: () => database.read.all<VersionRow>(`${SELECT} ORDER BY model_versions.id`).map(toVersion),
    join: ({ isExample, ...version }, record) =>
      database.write((db) => {
        const { id, changes } = db.run(
          `INSERT OR IGNORE INTO model_versions
             (model, fingerprint, role, state, sha256, version, title, parent, origin, is_example, joined_at)
           VALUES (@model, @fingerprint, @role, 'candidate', @sha256, @version, @title, @parent, @origin, @isExample, @at)`,
          { ...version, isExample: Number(isExample), at: now() },
        );
        if (changes > 0) log(db, version.role, record, [{ table: 'model_versions', id }]);
      }),
    begin: (id, points, record) =>
      database.writeDurably((db) => {
        const { role } = versionOf(db, id);
        const replaced = termOfNow(db, role)?.id ?? null;
        const rows = beginTerm(db, { role, version: id, replaced, points: JSON.stringify(points), at: now() });
        log(db, role, record, rows);
      }),
    previous: (role) =>
      database.snapshot((db) => {
        const term = termOfNow(db, role);
        const before = term?.replaced == null ? undefined : termOf(db, term.replaced);
        return before && { ...versionOf(db, before.version), points: JSON.parse(before.points) as SitePoint[] };
      }),
    rollBack: (role, record) =>
      database.writeDurably((db) => {
        const { version, replaced, points } = termOf(db, termOfNow(db, role)!.replaced!)!;
        log(db, role, record, beginTerm(db, { role, version, replaced, points, at: now() }));
      }),
    gateOf(role) {
      const row = database.read.get<{ settings: string }>('SELECT settings FROM gate_settings WHERE role = @role', {
        role,
      });
      return row && (JSON.parse(row.settings) as GateSettings);
    },
    setGate: (role, settings, record) =>
      database.writeDurably((db) => {
        db.run('INSERT OR REPLACE INTO gate_settings (role, settings) VALUES (@role, @settings)', {
          role,
          settings: JSON.stringify(settings),
        });
        log(db, role, record);
      }),
    keepReport: (version, report, record) =>
      database.writeDurably((db) => {
        const { id } = db.run(
          'INSERT INTO gate_reports (version, report, created_at) VALUES (@version, @report, @createdAt)',
          { version, report: JSON.stringify(report), createdAt: report.createdAt },
        );
        const details = { gate: id, ...record.details };
        log(db, report.role, { ...record, details }, [{ table: 'gate_reports', id }]);
        return { ...report, id };
      }),
    reportOf(version) {
      const row = database.read.get<{ id: number; report: string }>(
        'SELECT id, report FROM gate_reports WHERE version = @version ORDER BY id DESC LIMIT 1',
        { version },
      );
      return row && { ...(JSON.parse(row.report) as Omit<GateReport, 'id'>), id: row.id };
    },
    note: (role, record) => database.write((db) => log(db, role, record)),
    lastEntry: () =>
      database.read.get<{ id: number }>("SELECT ifnull(max(id), 0) AS id FROM audit WHERE subject GLOB 'role:*'")!.id,
    decisions: (role) => audit.ofSubject(subjectOfRole(role)).toReversed(),
  };
}
