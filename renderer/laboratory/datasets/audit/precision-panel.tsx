import { Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { auditSentenceOf } from '../../../../main/contract/messages/audit-sentences.ts';
import type { AuditReport, PrecisionAudit } from '../../../../main/domain/datasets/audit-report.ts';
import { formatCount, formatLabel } from '../../../shared/format/format.ts';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { Panel } from '../../../shared/components/panel.tsx';

const halfWidth = (value: number | null, digits: number): string =>
  value === null ? '–' : `±${value.toFixed(digits)}`;

/** The precision of rates with so many images. */
export function PrecisionPanel({ report: { precision, findings } }: { readonly report: AuditReport }) {
  const { t } = useTranslation('datasets');
  if (precision.length === 0) return null;
  // The wide ones are among the findings already.
  const isNew = (each: PrecisionAudit): boolean =>
    !findings.some((finding) => auditSentenceOf(finding) === auditSentenceOf(each));
  return (
    <Panel title={t('precision')} hint={t('precisionHint')}>
      <DataTable
        caption={t('precisionCaption')}
        columns={[
          { title: t('finding') },
          { title: t('splitColumn') },
          { title: t('positive'), isNumber: true },
          { title: t('negative'), isNumber: true },
          { title: t('sensitivity'), isNumber: true },
          { title: t('specificity'), isNumber: true },
          { title: t('auc'), isNumber: true },
        ]}
        rows={precision.map((each) => ({
          id: `${each.label} ${each.split}`,
          cells: [
            formatLabel(each.label),
            each.split === null ? t('allImages') : t(`splits.${each.split}`),
            formatCount(each.withLabel),
            formatCount(each.withoutLabel),
            halfWidth(each.sensitivityHalfWidth, 2),
            halfWidth(each.specificityHalfWidth, 2),
            halfWidth(each.aucHalfWidth, 3),
          ],
        }))}
      />
      {precision.filter(isNew).map((each) => (
        <Typography key={auditSentenceOf(each)} variant="body2" color="textSecondary" sx={{ py: 0.5 }}>
          {auditSentenceOf(each)}
        </Typography>
      ))}
    </Panel>
  );
}
