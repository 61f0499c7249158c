import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import SQLite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCasebook, type Casebook } from '../../casebook/open-casebook.ts';
import type { Instance } from '../../domain/studies/study.ts';
import { decoder } from '../../../tests/support/decoder.ts';
import { makeDicom } from '../../../tests/support/make-dicom.ts';
import { importFile } from './import-image.ts';
import { createImages } from './images.ts';

const clock = (): Date => new Date('2026-11-20T12:00:00Z');
let folder: string;
let casebook: Casebook;
let imported: Instance;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'header-'));
  const path = join(folder, 'images', 'chest.dcm');
  mkdirSync(dirname(path));
  writeFileSync(
    path,
    makeDicom([
      ['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.1.1'],
      ['00080018', 'UI', '1.2.3.4.5'],
      ['00080020', 'DA', '20260203'],
      ['00080030', 'TM', '0830'],
      ['00100010', 'PN', 'Doe^Jane^^Dr'],
      ['00100020', 'LO', '4711'],
      ['00100021', 'LO', 'St. Mary'],
      ['0020000d', 'UI', '1.2.3'],
      ['0020000e', 'UI', '1.2.3.4'],
      ['00200011', 'IS', '3'],
      ['00200013', 'IS', '12'],
      ['00281050', 'DS', '150'],
      ['00281051', 'DS', '300'],
    ]),
  );
  casebook = openCasebook(join(folder, 'casebook.db'), clock);
  const decoded = await decoder.summary(path, []);
  if (!decoded.ok) throw new Error('not decoded');
  imported = casebook.instances.get(importFile(casebook, path, decoded.value).instanceId)!;
});
afterEach(() => {
  casebook.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Leaves what an older version kept of the image. */
function forget(): void {
  const raw = new SQLite(join(folder, 'casebook.db'));
  raw.exec(`
    UPDATE instances SET sop_class_uid = NULL, number = NULL, details = NULL,
      meaning = json_set(meaning, '$.windows', json('[]'));
    UPDATE series SET number = NULL, moment = NULL;
    UPDATE studies SET moment = NULL;
    UPDATE patients SET name = 'Doe, Jane', issuer = NULL, character_sets = NULL`);
  raw.close();
}

test('an image imported by an older version gets what its file states when it is opened again', async () => {
  const before = casebook.studies.get(imported.studyId)!;
  forget();
  expect(casebook.studies.get(imported.studyId)).toMatchObject({
    patientName: 'Doe, Jane',
    instances: [{ isHeaderKept: false, number: null, metadata: { windows: [] } }],
  });
  expect((await createImages({ casebook, decoder }).open(imported.id, 0)).ok).toBe(true);
  expect(casebook.studies.get(imported.studyId)).toEqual(before);
  expect(before).toMatchObject({ patientName: 'Doe^Jane^^Dr', patientIdIssuer: 'St. Mary', series: [{ number: 3 }] });
  expect(casebook.audit.ofStudy(imported.studyId).at(-1)).toMatchObject({ action: 'image.header-kept' });
});

test('an image whose file is gone keeps what is known of it', async () => {
  forget();
  rmSync(imported.path);
  expect((await createImages({ casebook, decoder }).open(imported.id, 0)).ok).toBe(false);
  expect(casebook.instances.get(imported.id)).toMatchObject({ isHeaderKept: false, uid: '1.2.3.4.5' });
});
