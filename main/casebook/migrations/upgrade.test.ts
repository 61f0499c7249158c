import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import SQLite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { studyId } from '../../domain/ids.ts';
import { formatPersonName } from '../../domain/studies/person-name.ts';
import { listBackups } from '../backups/backup-files.ts';
import { openCasebook } from '../open-casebook.ts';

const clock = (): Date => new Date('2026-12-01T09:30:00Z');
const fixtures = join(import.meta.dirname, '../../../tests/fixtures/casebooks');
const versionOfFixture = (file: string): number => Number(/\d+/.exec(file)![0]);
const versions = readdirSync(fixtures)
  .filter((file) => file.endsWith('.sqlite.gz'))
  .toSorted((a, b) => versionOfFixture(a) - versionOfFixture(b));
/** The newest version that a fixture is of; what this program writes is above. */
const newest = 14;

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
  path = join(folder, 'casebook.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function unpack(fixture: string): void {
  writeFileSync(path, gunzipSync(readFileSync(join(fixtures, fixture))));
}

type Tables = Record<string, readonly Record<string, unknown>[]>;

/** All rows of all tables, read without the program. */
function tablesOf(file: string): Tables {
  const raw = new SQLite(file, { readonly: true });
  const names = raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();
  const rows = (name: unknown): Record<string, unknown>[] =>
    raw.prepare(`SELECT * FROM "${String(name)}" ORDER BY 1`).all() as Record<string, unknown>[];
  const tables = Object.fromEntries(names.map((name) => [String(name), rows(name)]));
  raw.close();
  return tables;
}

type Row = Tables[string][number];

const storedSentence = (sentence: unknown, more: object = {}): string =>
  JSON.stringify({ code: 'stored.sentence', details: { sentence, ...more } });

const coded = { code: 'unsuitable.lateral', details: {} };
const stored = { code: 'stored.sentence', details: { sentence: 'Not scored: a lateral view.' } };

/** Versions that keep messages by their codes. */
const isCoded = (fixture: string): boolean => versionOfFixture(fixture) >= 11;

/** The expected row where a later version writes an older one otherwise: sentences are messages with a code. */
const changed: Readonly<Record<string, (row: Row) => Row>> = {
  refusals: ({ code, reason, ...row }) => ({ ...row, fault: storedSentence(reason, { code }) }),
  screening_files: ({ reason, ...row }) =>
    row['status'] === 'duplicate' ? { ...row, same_as: reason } : { ...row, fault: storedSentence(reason) },
  screenings: ({ title, ...row }) => ({ ...row, title: storedSentence(title) }),
  worklist_lines({ line, ...row }) {
    const { refusal, ...told } = JSON.parse(String(line)) as { refusal: string | null };
    const message: unknown = refusal && JSON.parse(storedSentence(refusal));
    return { ...row, line: JSON.stringify({ ...told, refusal: message }) };
  },
};

/** Columns that hold JSON, which is compared by its content. */
const parsed = ({ line, ...row }: Row): Row =>
  typeof line === 'string' ? { ...row, line: JSON.parse(line) as unknown } : row;

const versionOf = (file: string): unknown => {
  const raw = new SQLite(file, { readonly: true });
  const version = raw.pragma('user_version', { simple: true });
  raw.close();
  return version;
};

test('there is a casebook of every version since the first', () => {
  expect(versions).toEqual(Array.from({ length: newest }, (_, i) => `v${i + 1}.sqlite.gz`));
});

describe.each(versions)('a casebook of %s', (fixture) => {
  test('is upgraded with nothing lost, and a whole audit chain', () => {
    unpack(fixture);
    const before = tablesOf(path);
    const casebook = openCasebook(path, clock);
    expect(casebook.audit.verify()).toEqual({ ok: true, value: before.audit!.length });
    expect(casebook.faults()).toEqual([]);
    expect(casebook.audit.checkRows()).toMatchObject({ changed: [], added: [] });
    casebook.close();
    const after = tablesOf(path);
    // The log vouches for more and more tables.
    const { vouched_since: _, ...kept } = before;
    for (const [table, rows] of Object.entries(kept)) {
      expect(after[table], table).toHaveLength(rows.length);
      rows.forEach((row, i) => {
        const older = isCoded(fixture) ? undefined : changed[table];
        // What a frame tells has grown: all that it told is still there.
        const { meaning, ...columns } = parsed(older?.(row) ?? row);
        expect(parsed(after[table]![i]!), table).toMatchObject(columns);
        if (typeof meaning !== 'string') return;
        expect(JSON.parse(String(after[table]![i]!.meaning))).toMatchObject(JSON.parse(meaning) as object);
      });
    }
  });

  test('shows its studies as before, each with its person, and its reviews', () => {
    unpack(fixture);
    const casebook = openCasebook(path, clock);
    const studies = [1, 2, 3, 4].map((id) => casebook.studies.get(studyId.parse(id))!);
    // Kept as the files state them since version 8, as they were shown before.
    expect(studies.map(({ patientName, patientId }) => [formatPersonName(patientName), patientId])).toEqual([
      ['Núñez, Ana María', '4711'],
      ['Doe, John', '4712'],
      ['Phantom, Synthetic', ''],
      ['', ''],
    ]);
    expect(new Set(studies.map(({ personId }) => personId)).size).toBe(4);
    expect(studies[0]).toMatchObject({ moment: { date: '2026-02-01', time: null }, series: [{ modality: 'DX' }] });
    // What a file states of itself is kept since version 8; of images from before once their files are opened again.
    const isHeaderKept = versionOfFixture(fixture) >= 10;
    expect(studies[0]!.instances[0]).toMatchObject({
      isHeaderKept,
      metadata: {
        voi: {},
        spacing: { source: 'ImagerPixelSpacing', calibration: null },
        ...(isHeaderKept ? {} : { windows: [] }),
      },
    });
    expect(studies[3]!.instances[0]).toMatchObject({ format: 'png', isHeaderKept: true });
    expect(studies.map(({ predictions }) => predictions.length)).toEqual([1, 1, 1, 0]);
    const standing = studies.map(({ reviews }) => reviews.filter(({ withdrawnAt }) => withdrawnAt === null));
    expect(standing.map((reviews) => reviews.map(({ note }) => note))).toEqual([
      ['Clear lungs'],
      ['Rib overlap'],
      [],
      [],
    ]);
    const query = {
      search: '',
      filter: 'all',
      keep: [],
      sort: 'importedAt',
      descending: true,
      offset: 0,
      limit: 10,
    } as const;
    const { total, rows } = casebook.worklist.query(query);
    expect(total).toBe(4);
    const [fault, { refusal }] = [
      studies[3]!.refusals[0]!.fault,
      rows.find(({ studyId }) => studyId === studies[3]!.id)!,
    ];
    expect([fault, refusal]).toMatchObject(
      isCoded(fixture) ? [coded, coded] : [{ ...stored, details: { code: coded.code } }, stored],
    );
    casebook.close();
  });

  test('is kept as it was in a backup', () => {
    unpack(fixture);
    const before = tablesOf(path);
    const version = versionOfFixture(fixture);
    openCasebook(path, clock).close();
    const copy = { name: 'casebook 2026-12-01T09-30-00Z upgrade.db', reason: 'upgrade', version };
    expect(listBackups(path)).toMatchObject([copy]);
    expect(tablesOf(join(folder, 'backups', copy.name))).toEqual(before);
    // Opened again, it needs no upgrade and no copy.
    openCasebook(path, () => new Date('2026-12-02T09:30:00Z')).close();
    expect(listBackups(path)).toHaveLength(1);
  });

  test('stays as it was when the upgrade fails, and nothing is left beside it', () => {
    unpack(fixture);
    const raw = new SQLite(path);
    // The last step of the upgrade adds it.
    raw.exec('ALTER TABLE findings ADD COLUMN flags TEXT');
    raw.close();
    const [before, version] = [tablesOf(path), versionOf(path)];
    expect(() => openCasebook(path, clock)).toThrow(/^casebook\.not-opened/);
    expect(tablesOf(path)).toEqual(before);
    expect(versionOf(path)).toBe(version);
    expect(readdirSync(folder).filter((file) => file.endsWith('.db'))).toEqual(['casebook.db']);
    expect(listBackups(path)).toEqual([]);
  });
});

test('a casebook of version 10 shows its screenings as before, and the path of each image that was there already', () => {
  unpack('v10.sqlite.gz');
  const casebook = openCasebook(path, clock);
  const stored = (sentence: string): object => ({ code: 'stored.sentence', details: { sentence } });
  const [latest, whole] = casebook.screenings.list();
  expect([latest!.title, whole!.title]).toEqual([stored('ward'), stored('3 files and folders')]);
  expect(whole).toMatchObject({ total: 4, scored: 2, refused: 1, failed: 1 });
  expect(casebook.screenings.files(whole!.id, { offset: 0, limit: 9 })).toEqual([
    { path: '/images/copy.dcm', status: 'duplicate', sameAs: '/images/1.dcm' },
    { path: '/images/4.png', status: 'refused', fault: stored('Not scored: a lateral view.') },
    { path: '/images/notes.txt', status: 'failed', fault: stored('This is neither DICOM nor JPEG nor PNG.') },
  ]);
  const withdrawn = casebook.studies.get(studyId.parse(1))!.reviews.filter(({ withdrawnAt }) => withdrawnAt !== null);
  expect(withdrawn.map(({ note }) => note)).toEqual(['Taken back']);
  casebook.close();
});

test('a casebook of a newer version is refused and not written to', () => {
  unpack(versions.at(-1)!);
  openCasebook(path, clock).close();
  const raw = new SQLite(path);
  raw.pragma('user_version = 99');
  raw.pragma('journal_mode = DELETE');
  raw.close();
  const before = readFileSync(path);
  expect(() => openCasebook(path, clock)).toThrow(/^casebook\.newer/);
  expect(readFileSync(path).equals(before)).toBe(true);
});
