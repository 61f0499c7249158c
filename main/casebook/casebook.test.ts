import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ModelId } from '../domain/ids.ts';
import { dated, makeImage, makePrediction } from '../../tests/support/make-casework.ts';
import type { Casebook } from './open-casebook.ts';
import { faultOf } from '../domain/faults/fault.ts';
import { openCasebook } from './open-casebook.ts';
import type { WorklistQuery } from '../domain/studies/worklist.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const clock = (): Date => NOW;

let folder: string;
let path: string;
let casebook: Casebook;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-'));
  path = join(folder, 'new', 'casebook.db');
  casebook = openCasebook(path, clock);
});
afterEach(() => {
  casebook.close();
  rmSync(folder, { recursive: true, force: true });
});

function list(criteria: Partial<WorklistQuery> = {}): ReturnType<Casebook['worklist']['query']> {
  return casebook.worklist.query({
    search: '',
    filter: 'all',
    keep: [],
    sort: 'importedAt',
    descending: true,
    offset: 0,
    limit: 100,
    ...criteria,
  });
}

describe('opening', () => {
  test('refuses a casebook from a newer Overread', () => {
    casebook.close();
    const raw = new SQLite(path);
    raw.pragma('user_version = 99');
    raw.close();
    expect(() => openCasebook(path, clock)).toThrow(/^casebook\.newer .*99/);
  });

  test.each([
    ['with a table', 'CREATE TABLE notes (text)'],
    ['with a version above ours', 'CREATE TABLE notes (text); PRAGMA user_version = 99'],
    ['marked as its own, still without tables', 'PRAGMA application_id = 77'],
    ['in WAL mode', 'PRAGMA journal_mode = WAL; CREATE TABLE notes (text)'],
  ])('refuses a database of another program %s, and leaves every byte as it is', (_, script) => {
    const other = join(folder, 'other.db');
    const raw = new SQLite(other);
    raw.exec(script);
    raw.close();
    const before = readFileSync(other);
    expect(() => openCasebook(other, clock)).toThrow(/^casebook\.foreign/);
    expect(readFileSync(other).equals(before)).toBe(true);
  });

  test('makes a casebook of an empty file', () => {
    const empty = join(folder, 'empty.db');
    writeFileSync(empty, '');
    openCasebook(empty, clock).close();
    expect(() => openCasebook(empty, clock).close()).not.toThrow();
  });

  test.skipIf(process.platform === 'win32')(
    'is for this account alone, with what lies beside it (skipped on Windows: no such permissions)',
    () => {
      const path = join(folder, 'own', 'new.db');
      const own = openCasebook(path, clock);
      for (const file of [path, `${path}-wal`]) expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(statSync(join(folder, 'own')).mode & 0o777).toBe(0o700);
      own.close();
    },
  );

  test('is refused where a folder stands in its place', () => {
    expect(() => openCasebook(folder, clock)).toThrow(/^casebook\.is-folder/);
  });

  test('says so when the file is no database', () => {
    const text = join(folder, 'letter.txt');
    writeFileSync(text, 'Dear colleague, thank you for referring this patient to us.'.repeat(20));
    expect(() => openCasebook(text, clock)).toThrow(/^casebook\.damaged/);
  });

  test('finds what was kept when it is opened again', () => {
    const { instance } = casebook.instances.import(makeImage(1));
    casebook.close();
    casebook = openCasebook(path, clock);
    expect(casebook.instances.get(instance.id)).toEqual(instance);
    expect(list().total).toBe(1);
  });
});

describe('importing', () => {
  test('keeps patient, study, series and instance as the header tells them', () => {
    const { instance, kind } = casebook.instances.import(
      makeImage(1, {
        studyMoment: dated('2026-11-19'),
        accessionNumber: 'A7',
        patientBirthDate: '1970-01-02',
        patientSex: 'F',
      }),
    );
    expect(kind).toBe('added');
    expect(casebook.studies.get(instance.studyId)).toMatchObject({
      patientName: 'Doe^Person 1',
      patientId: 'P1',
      patientBirthDate: '1970-01-02',
      patientSex: 'F',
      accessionNumber: 'A7',
      studyDate: '2026-11-19',
      modality: 'DX',
      importedAt: NOW.toISOString(),
      instances: [instance],
      predictions: [],
    });
    expect(casebook.instances.thumbnail(instance.id)).toEqual(Buffer.from([1, 2, 3]));
  });

  test('changes nothing when the same file comes twice', () => {
    const first = casebook.instances.import(makeImage(1));
    const before = casebook.audit.verify();
    expect(casebook.instances.import(makeImage(1))).toEqual({ instance: first.instance, kind: 'known' });
    expect(list()).toMatchObject({ total: 1, rows: [{ instanceCount: 1 }] });
    expect(casebook.audit.verify()).toEqual(before);
  });

  test('keeps both of two files with one SOP Instance UID in one series, and marks both', () => {
    const { instance } = casebook.instances.import(makeImage(1));
    expect(instance.isUidShared).toBe(false);
    const other = casebook.instances.import(makeImage(1, {}, { sha256: 'f'.repeat(64), path: '/images/other.dcm' }));
    expect(other).toMatchObject({ kind: 'added', instance: { studyId: instance.studyId, isUidShared: true } });
    const { instances } = casebook.studies.get(instance.studyId)!;
    expect(instances.map(({ path: at, isUidShared }) => [at, isUidShared])).toEqual([
      ['/images/1.dcm', true],
      ['/images/other.dcm', true],
    ]);
  });

  test('knows a file without UIDs by its bytes, under any name, as a study of its own', () => {
    const jpeg = { studyInstanceUid: null, sopInstanceUid: null, patientName: null, patientId: null };
    const first = casebook.instances.import(makeImage(1, jpeg, { format: 'jpeg', path: '/a.jpeg' }));
    const second = casebook.instances.import(makeImage(1, jpeg, { format: 'jpeg', path: '/b.jpeg' }));
    const third = casebook.instances.import(makeImage(2, jpeg, { format: 'jpeg', path: '/c.jpeg' }));
    expect(second).toEqual({ ...first, kind: 'known' });
    expect(third.instance.studyId).not.toBe(first.instance.studyId);
    expect(list().rows[0]).toMatchObject({ patientName: '', patientId: '' });
  });

  test('puts the images of one study together', () => {
    casebook.instances.import(makeImage(1));
    casebook.instances.import(
      makeImage(2, { studyInstanceUid: '1.2.1', patientName: 'Doe^Person 1', patientId: 'P1' }),
    );
    expect(list()).toMatchObject({ total: 1, rows: [{ instanceCount: 2 }] });
  });

  test('never puts two patients on one page, even under one Study Instance UID', () => {
    casebook.instances.import(makeImage(1));
    casebook.instances.import(makeImage(2, { studyInstanceUid: '1.2.1' }));
    expect(list().total).toBe(2);
  });
});

describe('predictions', () => {
  test('come back with every word of their provenance', () => {
    const { instance } = casebook.instances.import(makeImage(1));
    const prediction = makePrediction(instance.id, 0.8125);
    const kept = casebook.predictions.add(prediction);
    expect(kept).toEqual({ ...prediction, id: kept.id, createdAt: NOW.toISOString() });
    expect(casebook.studies.get(instance.studyId)?.predictions).toEqual([kept]);
  });

  test('are not repeated for the same frame and way of scoring', () => {
    const { instance } = casebook.instances.import(makeImage(1));
    const first = casebook.predictions.add(makePrediction(instance.id, 0.8));
    expect(casebook.predictions.add(makePrediction(instance.id, 0.3))).toEqual(first);
  });

  test('of a newer model version stand beside the older, and lead the worklist', () => {
    const { instance } = casebook.instances.import(makeImage(1));
    const old = makePrediction(instance.id, 0.9);
    casebook.predictions.add(old);
    const provenance = { ...old.provenance, modelVersion: '2.0.0', scoringFingerprint: 'd'.repeat(64) };
    casebook.predictions.add(makePrediction(instance.id, 0.2, { provenance }));
    expect(casebook.studies.get(instance.studyId)?.predictions).toHaveLength(2);
    expect(list().rows[0]?.findings).toMatchObject([{ probability: 0.2, positive: false }]);
  });

  test('show the highest probability of each model over the images of the study', () => {
    const one = casebook.instances.import(makeImage(1)).instance;
    const two = casebook.instances.import(
      makeImage(2, { studyInstanceUid: '1.2.1', patientName: 'Doe^Person 1', patientId: 'P1' }),
    ).instance;
    casebook.predictions.add(makePrediction(one.id, 0.3));
    casebook.predictions.add(makePrediction(two.id, 0.7));
    casebook.predictions.add(makePrediction(one.id, 0.4, { model: 'other' as ModelId }));
    const [row] = list().rows;
    expect(row?.keyInstanceId).toBe(two.id);
    expect(row?.findings.map(({ model, probability }) => [model, probability])).toEqual([
      ['chest', 0.7],
      ['other', 0.4],
    ]);
  });

  test('replace the refusal of the same model', () => {
    const { instance } = casebook.instances.import(makeImage(1));
    const refusal = {
      instanceId: instance.id,
      frameIndex: 0,
      model: 'chest' as ModelId,
      fault: faultOf('unsuitable.lateral', { accepted: ['frontal'] }),
    };
    casebook.refusals.add(refusal);
    casebook.refusals.add(refusal);
    expect(casebook.studies.get(instance.studyId)?.refusals).toEqual([{ ...refusal, createdAt: NOW.toISOString() }]);
    expect(list({ filter: 'notScored' }).rows[0]?.refusal).toEqual(refusal.fault);
    casebook.predictions.add(makePrediction(instance.id, 0.1));
    expect(casebook.studies.get(instance.studyId)?.refusals).toEqual([]);
    expect(list().rows[0]?.refusal).toBeNull();
  });
});

describe('reviews', () => {
  test('make the study read, and land in its history with the reader’s name', () => {
    const { instance } = casebook.instances.import(makeImage(1));
    const prediction = casebook.predictions.add(makePrediction(instance.id, 0.8));
    const review = casebook.reviews.add({
      studyId: instance.studyId,
      predictionId: prediction.id,
      model: prediction.model,
      label: 'PNEUMONIA',
      probability: 0.8,
      positive: true,
      verdict: 'disagree',
      note: 'Rib overlap',
      reader: 'Ada',
      seen: [{ what: 'image', at: NOW.toISOString() }],
    });
    expect(casebook.studies.get(instance.studyId)?.reviews).toEqual([review]);
    expect(list({ filter: 'read' }).rows[0]).toMatchObject({ status: 'read', lastVerdict: 'disagree' });
    expect(casebook.audit.ofStudy(instance.studyId).map(({ actor, action }) => [actor, action])).toEqual([
      ['overread', 'image.imported'],
      ['overread', 'prediction.made'],
      ['Ada', 'review.recorded'],
    ]);
  });

  test('can be taken back once, by an entry: the study is unread again and the history whole', () => {
    const { instance } = casebook.instances.import(makeImage(1));
    const { id: predictionId, model } = casebook.predictions.add(makePrediction(instance.id, 0.8));
    const { studyId } = instance;
    const answer = { studyId, predictionId, model, label: 'PNEUMONIA', probability: 0.8, positive: true } as const;
    const { id } = casebook.reviews.add({ ...answer, verdict: 'agree', note: '', reader: 'Ada', seen: [] });
    const withdrawn = casebook.reviews.withdraw(studyId, id, 'Bo');
    expect(withdrawn).toMatchObject({ id, withdrawnAt: expect.any(String) });
    expect(casebook.studies.get(studyId)?.reviews).toEqual([withdrawn]);
    expect(list({ filter: 'unread' }).rows[0]).toMatchObject({ status: 'unread', lastVerdict: null });
    expect(casebook.reads.settled()).toEqual([]);
    expect(casebook.audit.ofStudy(studyId).at(-1)).toMatchObject({ actor: 'Bo', action: 'review.withdrawn' });
    expect(casebook.reviews.withdraw(studyId, id, 'Bo')).toBeUndefined();
    expect(casebook.audit.verify().ok).toBe(true);
  });

  test('a note needs no answer, and leaves the study unread', () => {
    const { studyId } = casebook.instances.import(makeImage(1)).instance;
    casebook.reviews.addNote({ studyId, note: 'Left hilum?', reader: 'Ada' });
    expect(casebook.audit.ofStudy(studyId).at(-1)).toMatchObject({
      actor: 'Ada',
      action: 'note.written',
      details: { note: 'Left hilum?' },
    });
    expect(list({ filter: 'unread' }).total).toBe(1);
  });
});

describe('milestones', () => {
  test('are reached once, for good', () => {
    expect(casebook.milestones.isReached('samples')).toBe(false);
    casebook.milestones.reach('samples');
    casebook.milestones.reach('samples');
    expect(casebook.milestones.isReached('samples')).toBe(true);
  });
});
