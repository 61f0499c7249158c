import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeModel } from '../../../tests/support/make-model.ts';
import { makeWorkstation, type TestStation } from '../../../tests/support/make-workstation.ts';
import type { ScreenedFile } from '../../contract/screening.ts';
import type { Acceptance } from '../../domain/acceptance/acceptance.ts';
import type { WorklistRow } from '../../domain/studies/study.ts';
import { worklistQuery } from '../../domain/studies/worklist.ts';
import { writeDicom } from '../../imaging/dicom/write-dicom.ts';
import { createPhantom } from '../../imaging/phantom/phantom.ts';
import type { InstalledModel } from '../models/installed-models.ts';

const children: Acceptance = { views: ['frontal'], bodyParts: ['chest'], age: { from: 1, below: 6 } };

let folder: string;
let station: TestStation;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accepted-'));
  station = await makeWorkstation({ files: [folder] });
});
afterEach(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A radiograph of somebody born on this day, or of somebody unknown. */
function put(name: string, patientBirthDate = ''): string {
  const { frame } = createPhantom({ seed: name.length, label: 'NORMAL', size: 256 });
  const path = join(folder, name);
  writeFileSync(path, writeDicom(frame, { patientBirthDate, studyDate: '2024-06-01' }));
  return path;
}

function accepting(accepts?: Acceptance): InstalledModel {
  const model = makeModel();
  return { ...model, card: { ...model.card, ...(accepts && { accepts }) } };
}

async function screen(paths: readonly string[], model: InstalledModel): Promise<ScreenedFile[]> {
  const outcomes: ScreenedFile[] = [];
  const { workstation } = station;
  for await (const outcome of workstation.screen(await workstation.collect(paths), [model])) outcomes.push(outcome);
  return outcomes;
}

const worklist = (): readonly WorklistRow[] =>
  station.workstation.casebook.worklist.query(worklistQuery.parse({ descending: false })).rows;

test('an adult is refused with both ages, a child scored, and an unknown age flagged beside the number', async () => {
  const paths = [put('adult.dcm', '1970-01-01'), put('a child.dcm', '2021-01-01'), put('of unknown age.dcm')];
  const [adult, child, unknown] = await screen(paths, accepting(children));
  expect(adult).toMatchObject({
    status: 'refused',
    fault: { code: 'unsuitable.age', details: { years: expect.closeTo(54.4, 0), accepted: children.age } },
    predictions: [],
  });
  expect(child).toMatchObject({ status: 'scored', predictions: [{ flags: [] }] });
  expect(unknown).toMatchObject({ status: 'scored', predictions: [{ flags: ['age-unknown'] }] });
  const flags = worklist().map(({ findings }) => findings.map((finding) => finding.flags));
  expect(flags).toEqual([[], [[]], [['age-unknown']]]);
});

test('a version that refuses an image takes back what an earlier one said of it', async () => {
  const path = put('adult.dcm', '1970-01-01');
  await screen([path], accepting());
  expect(worklist()[0]?.findings).toHaveLength(1);
  const [again] = await screen([path], accepting(children));
  expect(again).toMatchObject({ status: 'refused' });
  expect(worklist()[0]).toMatchObject({ findings: [], refusal: { code: 'unsuitable.age' } });
  expect(station.workstation.casebook.studies.get(worklist()[0]!.studyId)?.predictions).toHaveLength(1);
});

test('a site can have refused what a card would flag, and goes back to flags', async () => {
  const path = put('of unknown age.dcm');
  await station.close();
  station = await makeWorkstation({ files: [folder], models: [accepting(children)] });
  const { settings } = station.workstation;
  const [model] = station.workstation.models;
  expect((await screen([path], model!))[0]).toMatchObject({ status: 'scored' });
  await settings.setRefusesUnknown(true);
  const [strict] = station.workstation.models;
  expect((await screen([path], strict!))[0]).toMatchObject({
    status: 'refused',
    fault: { code: 'unsuitable.unstated', details: { fact: 'age' } },
  });
  expect(worklist()[0]?.findings).toEqual([]);
  await settings.setRefusesUnknown(false);
  expect(station.workstation.models[0]!.card).toEqual(model!.card);
});
