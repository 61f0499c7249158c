import { expect, test } from 'vitest';
import { auditSentenceOf } from '../../contract/messages/audit-sentences.ts';
import { sentenceOf } from '../../contract/messages/message-sentences.ts';
import type { AuditReport } from '../../domain/datasets/audit-report.ts';
import { readReport } from './read-report.ts';

/** As version 3 kept it. */
const earlier = {
  version: 3,
  headline: '2 images of 2 patients: 1 error and 0 warnings.',
  summary: { errors: 1, sentences: [{ severity: 'error', sentence: 'All images have the label ILL.' }] },
  findings: [{ code: 'ONE_LABEL', severity: 'error', sentence: 'All images have the label ILL.', entries: [] }],
  tornPatients: [[0, 1]],
  unreadable: [{ entry: 3, reason: 'The file is cut off.' }],
  properties: [
    { kind: 'number', name: 'width to height', unit: '', perLabel: { ILL: null } },
    { kind: 'word', name: 'colour', words: ['grey', 'other'], perLabel: { ILL: [2, 1] } },
  ],
} as unknown as AuditReport;

test('a report of version 3 keeps its sentences and its patients across splits', () => {
  const report = readReport(earlier)!;
  expect(report.patientsAcrossSplits).toEqual([[0, 1]]);
  expect(report.findings.map(auditSentenceOf)).toEqual(['All images have the label ILL.']);
  expect(report.summary.sentences.map(auditSentenceOf)).toEqual(['All images have the label ILL.']);
});

test('a report of version 4 keeps the reasons of unreadable files and the names of properties', () => {
  const { tornPatients: patientsAcrossSplits, ...kept } = earlier as AuditReport & { tornPatients: number[][] };
  const report = readReport({ ...kept, version: 4, patientsAcrossSplits })!;
  expect(report.patientsAcrossSplits).toEqual([[0, 1]]);
  expect(report.unreadable.map(({ fault }) => sentenceOf(fault))).toEqual(['The file is cut off.']);
  expect(report.properties).toEqual([
    { kind: 'number', property: 'aspectRatio', perLabel: { ILL: null } },
    { kind: 'word', subject: { column: 'colour' }, words: ['grey', 'other'], perLabel: { ILL: [2, 1] } },
  ]);
});

test('an older one is to be made again', () => {
  expect(readReport({ ...earlier, version: 2 })).toBeUndefined();
  expect(readReport(undefined)).toBeUndefined();
});
