import { Typography } from '@mui/material';
import type { AuditReport, PrecisionAudit } from '../../../../main/domain/datasets/audit-report.ts';
import { formatCount, formatLabel } from '../../../shared/format/format.ts';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { splitTitles } from './dataset-words.ts';

const halfWidth = (value: number | null, digits: number): string =>
  value === null ? '–' : `±${value.toFixed(digits)}`;

/** How well a rate can be known with so many cases. */
export function PrecisionPanel({ report: { precision, findings } }: { readonly report: AuditReport }) {
  if (precision.length === 0) return null;
  // The wide ones are among the findings already.
  const isNew = (each: PrecisionAudit): boolean => !findings.some(({ sentence }) => sentence === each.sentence);
  return (
    <Panel title="What can be known with so many cases" hint="95 % intervals, by patient">
      <DataTable
        caption="Half width at a sensitivity or specificity of 0.90 and at an AUC of 0.95"
        columns={[
          { title: 'Finding' },
          { title: 'Split' },
          { title: 'With it', isNumber: true },
          { title: 'Without', isNumber: true },
          { title: 'Sensitivity', isNumber: true },
          { title: 'Specificity', isNumber: true },
          { title: 'AUC', isNumber: true },
        ]}
        rows={precision.map((each) => ({
          id: `${each.label} ${each.split}`,
          cells: [
            formatLabel(each.label),
            each.split === null ? 'All images' : splitTitles[each.split],
            formatCount(each.withLabel),
            formatCount(each.withoutLabel),
            halfWidth(each.sensitivityHalfWidth, 2),
            halfWidth(each.specificityHalfWidth, 2),
            halfWidth(each.aucHalfWidth, 3),
          ],
        }))}
      />
      {precision.filter(isNew).map(({ sentence }) => (
        <Typography key={sentence} variant="body2" color="textSecondary" sx={{ py: 0.5 }}>
          {sentence}
        </Typography>
      ))}
    </Panel>
  );
}
