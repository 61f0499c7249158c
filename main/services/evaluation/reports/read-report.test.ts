import { expect, test } from 'vitest';
import { sentenceOf } from '../../../contract/messages/message-sentences.ts';
import { readReport } from './read-report.ts';

const listed = (...notScoredEntries: readonly object[]): string =>
  JSON.stringify({ kind: 'evaluation', cases: { notScored: notScoredEntries.length, notScoredEntries } });

test('tells in the words of its time why an image of an earlier report was not scored', () => {
  const report = readReport(listed({ entry: 3, file: 'a.png', reason: 'The file is cut off.' }));
  expect(report.cases.notScoredEntries.map(({ fault }) => sentenceOf(fault))).toEqual(['The file is cut off.']);
});

test('gives a report of today as it was kept', () => {
  const text = listed({ entry: 3, file: 'a.png', fault: { code: 'file.gone', details: {} } });
  expect(readReport(text)).toEqual(JSON.parse(text));
});
