import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personId, studyId, type PersonId, type StudyId } from '../../domain/ids.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { makeImage } from '../../../tests/support/make-casework.ts';
import { openCasebook, type Casebook } from '../open-casebook.ts';

let casebook: Casebook;
beforeEach(() => {
  casebook = openCasebook(':memory:', () => new Date('2026-11-20T12:00:00Z'));
});

const jane = { patientName: 'Doe^Jane', patientId: '4711' };

/** Imports the number-th image; the study it came into. */
function importStudy(number: number, header: Partial<ImageHeader>): StudyId {
  return casebook.instances.import(makeImage(number, header)).instance.studyId;
}
const personOf = (study: StudyId): PersonId => casebook.studies.get(study)!.personId;
const importedPersons = (...headers: Partial<ImageHeader>[]): PersonId[] =>
  headers.map((header, i) => personOf(importStudy(i + 1, header)));

describe('studies belong to one person', () => {
  test('when they state the same Patient ID of the same issuer', () => {
    const issued = { ...jane, patientIdIssuer: 'St. Mary' };
    const [one, other] = importedPersons(issued, { ...issued, patientName: 'Smith^Jane' });
    expect(other).toBe(one);
  });

  test('when no issuer is stated and the names agree, in whatever writing', () => {
    const [one, other] = importedPersons(jane, { ...jane, patientName: 'DOE^Jané' });
    expect(other).toBe(one);
  });

  test('and get to know of it what an earlier file did not state', () => {
    const [one, , third, fourth] = importedPersons(
      jane,
      { ...jane, patientBirthDate: '1970-01-02' },
      { ...jane, patientBirthDate: '1970-01-02' },
      { ...jane, patientBirthDate: '1980-05-06' },
    );
    expect(third).toBe(one);
    expect(fourth).not.toBe(one);
  });
});

describe('studies belong to two people', () => {
  test('when two issuers gave the same Patient ID', () => {
    const [one, other, third] = importedPersons(
      { ...jane, patientIdIssuer: 'St. Mary' },
      { ...jane, patientIdIssuer: 'St. John' },
      jane,
    );
    expect(new Set([one, other, third]).size).toBe(3);
  });

  test('when only the qualifiers of the issuer differ', () => {
    const qualified = (universalEntityId: string) => ({
      ...jane,
      patientIdIssuer: 'HOSPITAL',
      patientIdQualifiers: {
        universalEntityId,
        universalEntityIdType: 'ISO',
        jurisdiction: null,
        facility: null,
        agency: null,
      },
    });
    const [one, other, again] = importedPersons(qualified('1.2.3'), qualified('1.2.4'), qualified('1.2.3'));
    expect(other).not.toBe(one);
    expect(again).toBe(one);
  });

  test.each([
    ['birth date', { patientBirthDate: '1970-01-02' }, { patientBirthDate: '1971-01-02' }],
    ['sex', { patientSex: 'F' }, { patientSex: 'M' }],
  ])('when the same ID comes with another %s, and both are marked as possibly the same', (_, first, second) => {
    const issued = { ...jane, patientIdIssuer: 'St. Mary' };
    const studies = [importStudy(1, { ...issued, ...first }), importStudy(2, { ...issued, ...second })] as const;
    const [one, other] = studies.map(personOf);
    expect(other).not.toBe(one);
    expect(casebook.studies.get(studies[0])!.possiblySamePersons).toEqual([other]);
    expect(casebook.studies.get(studies[1])!.possiblySamePersons).toEqual([one]);
  });

  test('when the ID names nobody, or there is none', () => {
    const people = importedPersons(
      { patientName: 'Doe^Jane', patientId: '' },
      { patientName: 'Doe^Jane', patientId: '' },
      { patientName: 'Doe^Jane', patientId: 'ANONYMOUS' },
      { patientName: 'Doe^Jane', patientId: 'ANONYMOUS' },
      { patientName: null, patientId: null },
    );
    expect(new Set(people).size).toBe(5);
  });

  test('when an image could be of either', () => {
    const [one, other, unclear] = importedPersons(
      { ...jane, patientBirthDate: '1970-01-02' },
      { ...jane, patientBirthDate: '1980-05-06' },
      jane,
    );
    expect(new Set([one, other, unclear]).size).toBe(3);
  });
});

describe('a reader', () => {
  const reader = 'Ada';

  test('makes one person of two; later studies of either follow, and the history of both says so', () => {
    const issued = { ...jane, patientIdIssuer: 'St. Mary' };
    const first = importStudy(1, issued);
    const second = importStudy(2, { ...issued, patientIdIssuer: 'St. John' });
    const merged = casebook.persons.merge({ from: personOf(second), into: personOf(first), reader });
    expect(merged).toMatchObject({ ok: true, value: { studies: [second] } });
    expect(personOf(second)).toBe(personOf(first));
    const later = importStudy(3, { ...issued, patientIdIssuer: 'St. John' });
    expect(personOf(later)).toBe(personOf(first));
    const person = casebook.persons.get(personOf(first))!;
    expect(person.studies.map((study) => study.studyId)).toEqual([later, second, first]);
    expect(person.stated.map(({ patientIdIssuer }) => patientIdIssuer)).toEqual(['St. Mary', 'St. John']);
    expect(person.changes).toMatchObject([{ kind: 'merged', studies: [second], reader: 'Ada', isUndone: false }]);
    expect(casebook.audit.ofStudy(second).map(({ actor, action }) => [actor, action])).toEqual([
      ['overread', 'image.imported'],
      ['Ada', 'patient.merged'],
    ]);
    expect(casebook.audit.verify().ok).toBe(true);
  });

  test('moves studies to a new person, where later images of the same study go too', () => {
    const [first, second] = [importStudy(1, jane), importStudy(2, jane)];
    const split = casebook.persons.split({ studies: [second], into: null, reader });
    expect(split.ok).toBe(true);
    expect(personOf(second)).not.toBe(personOf(first));
    expect(casebook.persons.get(personOf(second))!.stated).toMatchObject([{ patientName: jane.patientName }]);
    const sameStudy = importStudy(3, { ...jane, studyInstanceUid: '1.2.2' });
    expect(sameStudy).toBe(second);
    expect(personOf(importStudy(4, jane))).toBe(personOf(first));
    for (const study of [first, second]) {
      expect(casebook.persons.get(personOf(study))!.changes).toMatchObject([{ kind: 'split', studies: [second] }]);
    }
  });

  test('is refused what makes no sense, and nothing changes', () => {
    const [first, second] = [importStudy(1, jane), importStudy(2, { ...jane, patientId: '4712' })];
    const [one, other] = [personOf(first), personOf(second)];
    const absent = personId.parse(99);
    const { merge, split, undo } = casebook.persons;
    const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'done' : outcome.error.code);
    expect(codeOf(merge({ from: one, into: one, reader }))).toBe('patient.already-one');
    expect(codeOf(merge({ from: one, into: absent, reader }))).toBe('patient.not-found');
    expect(codeOf(split({ studies: [first, second], into: null, reader }))).toBe('patient.several');
    expect(codeOf(split({ studies: [studyId.parse(99)], into: null, reader }))).toBe('patient.not-found');
    expect(codeOf(split({ studies: [first], into: one, reader }))).toBe('patient.already-one');
    expect(codeOf(undo(1, reader))).toBe('patient.no-such-change');
    expect([personOf(first), personOf(second)]).toEqual([one, other]);
  });

  test('undoes a change once, and only while what it moved is where it was put', () => {
    const [first, second] = [importStudy(1, jane), importStudy(2, { ...jane, patientId: '4712' })];
    const merged = casebook.persons.merge({ from: personOf(second), into: personOf(first), reader });
    const change = merged.ok ? merged.value.change : 0;
    const moved = casebook.persons.split({ studies: [second], into: null, reader });
    expect(casebook.persons.undo(change, reader)).toMatchObject({ error: { code: 'patient.moved-since' } });
    expect(casebook.persons.undo(moved.ok ? moved.value.change : 0, reader).ok).toBe(true);
    expect(casebook.persons.undo(change, reader).ok).toBe(true);
    expect(casebook.persons.undo(change, reader)).toMatchObject({ error: { code: 'patient.already-undone' } });
    expect(personOf(second)).not.toBe(personOf(first));
  });
});

describe('undoing', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'persons-'));
    path = join(folder, 'casebook.db');
    casebook = openCasebook(path, () => new Date('2026-11-20T12:00:00Z'));
  });
  afterEach(() => {
    casebook.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Every table but the audit log, which only grows. */
  function tables(): Record<string, unknown> {
    const raw = new SQLite(path, { readonly: true });
    const all = raw.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('audit', 'sqlite_sequence')",
    );
    const names = all.pluck().all().map(String);
    const rows = names.map((name) => [name, raw.prepare(`SELECT * FROM "${name}"`).all()]);
    raw.close();
    return Object.fromEntries(rows);
  }

  test.each(['merge', 'split'] as const)('a %s gives the same tables', (kind) => {
    const [first, second] = [importStudy(1, jane), importStudy(2, kind === 'merge' ? {} : jane)];
    const before = tables();
    const changed =
      kind === 'merge'
        ? casebook.persons.merge({ from: personOf(second), into: personOf(first), reader: 'Ada' })
        : casebook.persons.split({ studies: [second], into: null, reader: 'Ada' });
    expect(tables()).not.toEqual(before);
    casebook.persons.undo(changed.ok ? changed.value.change : 0, 'Ada');
    expect(tables()).toEqual(before);
    expect(casebook.audit.verify().ok).toBe(true);
  });
});
