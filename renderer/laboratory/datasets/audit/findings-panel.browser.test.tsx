import { expect, test, vi } from 'vitest';
import type { AuditReport } from '../../../../main/domain/datasets/audit-report.ts';
import { show } from '../../../../tests/support/components/show.tsx';
import { FindingsPanel } from './findings-panel.tsx';

const report = {
  summary: { errors: 1, warnings: 0, notes: 1 },
  findings: [
    {
      code: 'PATIENT_IN_TWO_SPLITS',
      severity: 'error',
      statement: { code: 'patientsAcrossSplits', details: { count: 2, images: 1200 } },
      numbers: {},
      entries: [4, 7],
      entryCount: 1200,
    },
    {
      code: 'LEFT_OUT',
      severity: 'note',
      sentence: 'A sentence that an earlier version kept.',
      numbers: {},
      entries: [],
      entryCount: 0,
    },
  ],
} as unknown as AuditReport;

test('says what each finding means, also as an earlier version kept it, and opens its images', async () => {
  const open = vi.fn();
  const { getByRole, getByText } = await show(<FindingsPanel report={report} onShow={open} />);
  await expect
    .element(getByText(/^2 patients have images in more than one split \(1,200 images\): the model is evaluated/))
    .toBeVisible();
  await expect.element(getByText('A sentence that an earlier version kept.')).toBeVisible();
  await getByRole('button', { name: /1.?200 images/ }).click();
  expect(open).toHaveBeenCalledWith(expect.objectContaining({ indexes: [4, 7], count: 1200, place: null }));
});
