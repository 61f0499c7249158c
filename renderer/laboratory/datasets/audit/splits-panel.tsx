import { Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { AuditReport } from '../../../../main/domain/datasets/audit-report.ts';
import type { DatasetCounts } from '../../../../main/domain/datasets/dataset.ts';
import { formatCount, formatLabel } from '../../../shared/format/format.ts';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { counted } from './dataset-words.ts';

type SplitName = keyof DatasetCounts['perSplit'];

/** Labels in each split, and whether some patient is on both sides. */
export function SplitsPanel({ report }: { readonly report: AuditReport }) {
  const { t } = useTranslation('datasets');
  const { counts, classes, patientsAcrossSplits } = report;
  const splits = Object.keys(counts.perSplit) as SplitName[];
  const rows = splits.map((split) => ({
    id: split,
    cells: [
      t(`splits.${split}`),
      formatCount(counts.perSplit[split] ?? 0),
      ...classes.map(({ perSplit }) => formatCount(perSplit[split] ?? 0)),
    ],
  }));
  const across =
    patientsAcrossSplits.length === 0
      ? t('noPatientAcross')
      : counted(t, 'patientsAcross', patientsAcrossSplits.length);
  const unknown = counts.ofUnknownPatients === 0 ? null : counted(t, 'unknownPatients', counts.ofUnknownPatients);
  return (
    <Panel title={t('splitsTitle')} hint={counted(t, 'patients', counts.patients)}>
      <DataTable
        caption={t('imagesColumn')}
        columns={[
          { title: t('splitColumn') },
          { title: t('imagesColumn'), isNumber: true },
          ...classes.map(({ label }) => ({ title: formatLabel(label), isNumber: true })),
        ]}
        rows={rows}
      />
      <Typography
        variant="body2"
        sx={{ py: 0.75, color: patientsAcrossSplits.length > 0 ? 'error.main' : 'text.secondary' }}
      >
        {across} {unknown}
      </Typography>
    </Panel>
  );
}
