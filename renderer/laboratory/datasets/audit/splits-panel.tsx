import { Typography } from '@mui/material';
import type { AuditReport } from '../../../../main/domain/datasets/audit-report.ts';
import type { DatasetCounts } from '../../../../main/domain/datasets/dataset.ts';
import { formatCount, formatLabel } from '../../../shared/format/format.ts';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { plural, splitTitles } from './dataset-words.ts';

type SplitName = keyof DatasetCounts['perSplit'];

/** Which labels are where, and whether some patient is on both sides. */
export function SplitsPanel({ report }: { readonly report: AuditReport }) {
  const { counts, classes, tornPatients } = report;
  const splits = Object.keys(counts.perSplit) as SplitName[];
  const rows = splits.map((split) => ({
    id: split,
    cells: [
      splitTitles[split],
      formatCount(counts.perSplit[split] ?? 0),
      ...classes.map(({ perSplit }) => formatCount(perSplit[split] ?? 0)),
    ],
  }));
  const torn =
    tornPatients.length === 0
      ? 'No known patient is in two splits.'
      : `${plural(tornPatients.length, 'patient is', 'patients are')} in more than one split.`;
  const unknown =
    counts.ofUnknownPatients === 0 ? '' : ` Of ${plural(counts.ofUnknownPatients, 'image')} the patient is not known.`;
  return (
    <Panel title="Splits" hint={plural(counts.patients, 'patient')}>
      <DataTable
        caption="Images"
        columns={[
          { title: 'Split' },
          { title: 'Images', isNumber: true },
          ...classes.map(({ label }) => ({ title: formatLabel(label), isNumber: true })),
        ]}
        rows={rows}
      />
      <Typography variant="body2" sx={{ py: 0.75, color: tornPatients.length > 0 ? 'error.main' : 'text.secondary' }}>
        {torn}
        {unknown}
      </Typography>
    </Panel>
  );
}
