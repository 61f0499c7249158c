import { expect, test } from 'vitest';
import type { ComparisonReport } from '../../../contract/evaluation-report.ts';
import { makeCompared, makeRow } from '../../../../tests/support/make-comparison.ts';
import { jsonOfReport } from './evaluation-files.ts';

test('a report for programs has words beside or instead of the codes of rules, faults, methods and ensembles', () => {
  const at = {
    ...makeCompared(0, 0.9).at,
    rule: { code: 'threshold.sensitivity-here', details: { sensitivity: 0.9 } },
  };
  const report = {
    kind: 'comparison',
    rows: [makeRow('Mean', 1)],
    request: { rule: { kind: 'half' } },
    cases: { notScoredEntries: [{ entry: 1, file: 'a.png', fault: { code: 'file.is-folder', details: {} } }] },
    findings: [{ rows: [{ at }], pairs: [{ area: { method: 'delong-clusters' }, calls: { method: 'mid-p' } }] }],
  } as unknown as ComparisonReport;
  expect(JSON.parse(jsonOfReport(report))).toMatchObject({
    rows: [{ title: 'Mean', sentence: expect.stringMatching(/nothing was fitted/) as string }],
    request: { rule: { kind: 'half' } },
    cases: { notScoredEntries: [{ file: 'a.png', reason: expect.stringMatching(/^This is a folder/) as string }] },
    findings: [
      {
        rows: [{ at: { rule: 'sensitivity at least 90 %, found on these cases' } }],
        pairs: [{ area: { method: 'DeLong for clusters (Obuchowski)' }, calls: { method: 'mid-p' } }],
      },
    ],
  });
});
