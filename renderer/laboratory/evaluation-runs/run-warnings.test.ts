import { expect, test } from 'vitest';
import type { EvaluationWarning } from '../../../main/contract/evaluation-report.ts';
import { linesOf } from './run-warnings.tsx';

const sentence = 'File properties tell the labels apart.';
const fromAudit: EvaluationWarning = { code: 'AUDIT_ERRORS', severity: 'error', details: { finding: { sentence } } };
const audit = {
  fingerprint: 'f',
  errors: 1,
  warnings: 0,
  sentences: [{ severity: 'error', sentence }],
} as never;

test('a finding of the audit that is also a warning of the run is shown once', () => {
  expect(linesOf([fromAudit], audit).map((line) => line.sentence)).toEqual([`Audit of the dataset: ${sentence}`]);
});

test('it is shown where the audit is not at hand, as before a run', () => {
  expect(linesOf([fromAudit], null)).toHaveLength(1);
});

test('a report of Overread 0.1, which holds its sentences, still shows them', () => {
  const stored: EvaluationWarning = { code: 'FEW_CASES', severity: 'warning', sentence: 'Only 3 cases have “X”.' };
  expect(linesOf([stored], null)).toMatchObject([{ severity: 'warning', sentence: 'Only 3 cases have “X”.' }]);
});
