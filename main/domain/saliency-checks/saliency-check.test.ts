import { expect, test } from 'vitest';
import { saliencyCheckFileSchema, saliencyCheckSchema } from './saliency-check.ts';

const check = {
  checkVersion: 1,
  modelSha256: 'a'.repeat(64),
  method: 'grad-cam',
  verdict: 'notChecked',
  reasons: [],
  dataset: null,
  cases: { used: 6, patients: 6, lookedAt: 8 },
  sanity: null,
  faithfulness: null,
  repeatability: null,
  phantoms: null,
  lungs: null,
  seed: 1,
  provider: 'cpu',
  checkedAt: '2026-01-01T00:00:00.000Z',
  seconds: 3,
  overreadVersion: '0.1.0',
};
const { checkVersion, checkedAt, ...rest } = check;
const asBefore = { ...rest, examVersion: checkVersion, examinedAt: checkedAt, verdict: 'notExamined' };

test('a report under the names of Overread 0.1 is read as one of now', () => {
  expect(saliencyCheckSchema.parse(asBefore)).toEqual(check);
});

test('a file that came with a model is read under its former name for the list too', () => {
  expect(saliencyCheckFileSchema.parse({ exams: [asBefore] })).toEqual({ checks: [check] });
  expect(saliencyCheckFileSchema.parse({ checks: [check] })).toEqual({ checks: [check] });
});
