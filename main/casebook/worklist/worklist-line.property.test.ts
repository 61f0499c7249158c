import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeImage, makePrediction } from '../../../tests/support/make-casework.ts';
import { fc, withFixedSeed } from '../../../tests/support/property.ts';
import { faultOf } from '../../domain/faults/fault.ts';
import type { InstanceId, ModelId, StudyId } from '../../domain/ids.ts';
import { openDatabase, type Writes } from '../database/database.ts';
import { openCasebook, type Casebook } from '../open-casebook.ts';
import { refreshLine } from './worklist-line.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'line-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ofOneStudy = { patientName: 'Doe^Jane', patientId: 'P', studyInstanceUid: '1.2', seriesInstanceUid: '1.2.1' };
const image = (number: number) => makeImage(number, { ...ofOneStudy, sopInstanceUid: `1.2.1.${number}` });

/** A change to image `at`, modulo the number of images there are. */
const happening = fc.record({
  what: fc.constantFrom('image', 'prediction', 'refusal', 'copy', 'note'),
  at: fc.nat(5),
  model: fc.constantFrom('chest', 'bones'),
  fingerprint: fc.constantFrom('c', 'd', 'e'),
  probability: fc.constantFrom(0, 0.2, 0.5, 0.7, 0.9),
  isEmpty: fc.boolean(),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

function happen(casebook: Casebook, ids: InstanceId[], study: StudyId, each: Happening): void {
  const { what, at, fingerprint, probability, isEmpty } = each;
  const id = ids[at % ids.length]!;
  const model = each.model as ModelId;
  if (what === 'image') ids.push(casebook.instances.import(image(ids.length + 1)).instance.id);
  else if (what === 'copy') casebook.instances.addCopy(id, `/elsewhere/copy ${at} ${fingerprint}.dcm`);
  else if (what === 'note') casebook.reviews.addNote({ studyId: study, reader: 'Ada', note: 'A note.' });
  else if (what === 'refusal')
    casebook.refusals.add({
      instanceId: id,
      frameIndex: 0,
      model,
      fault: faultOf(isEmpty ? 'unsuitable.lateral' : 'image.empty-file', {}),
    });
  else {
    const made = makePrediction(id, probability, { model });
    const provenance = { ...made.provenance, scoringFingerprint: fingerprint.repeat(64) };
    casebook.predictions.add({ ...made, provenance, ...(isEmpty && at === 5 ? { findings: [] } : {}) });
  }
}

const rowsOf = (db: Writes): readonly unknown[] => db.all('SELECT * FROM worklist JOIN worklist_lines USING (study)');

test('a line that followed each change is the line that all images give', () => {
  let run = 0;
  fc.assert(
    fc.property(fc.array(happening, { minLength: 1, maxLength: 14 }), (happenings) => {
      const path = join(folder, `${++run}.sqlite`);
      const casebook = openCasebook(path, () => new Date('2026-11-20T12:00:00Z'));
      const { instance } = casebook.instances.import(image(1));
      const ids = [instance.id];
      for (const each of happenings) happen(casebook, ids, instance.studyId, each);
      casebook.close();
      const database = openDatabase(path);
      const [followed, whole] = database.write((db) => {
        const before = rowsOf(db);
        refreshLine(db, instance.studyId);
        return [before, rowsOf(db)];
      });
      database.close();
      expect(followed).toEqual(whole);
    }),
    withFixedSeed(40),
  );
});

/** Rows that a change of the last image reads, in a study of so many. */
function rowsRead(count: number): number {
  const path = join(folder, `${count}.sqlite`);
  const casebook = openCasebook(path, () => new Date('2026-11-20T12:00:00Z'));
  for (let number = 1; number <= count; number++) {
    const { instance } = casebook.instances.import(image(number));
    casebook.predictions.add(makePrediction(instance.id, number / 100));
  }
  const [row] = casebook.worklist.query({
    search: '',
    filter: 'all',
    keep: [],
    sort: 'importedAt',
    descending: true,
    offset: 0,
    limit: 1,
  }).rows;
  const made = casebook.audit.ofStudy(row!.studyId).findLast(({ action }) => action === 'prediction.made')!;
  casebook.close();
  const database = openDatabase(path);
  let rows = 0;
  database.write((db) => {
    const all = <Row>(...query: Parameters<Writes['all']>): Row[] => {
      const found = db.all<Row>(...query);
      rows += found.length;
      return found;
    };
    const get = <Row>(...query: Parameters<Writes['get']>): Row | undefined => {
      rows += 1;
      return db.get<Row>(...query);
    };
    refreshLine({ ...db, all, get }, row!.studyId, made);
  });
  database.close();
  return rows;
}

test('an image more costs the same however many the study has', () => {
  expect(rowsRead(30)).toBe(rowsRead(3));
});
