import { Box, ButtonBase, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ClassAudit } from '../../../../main/domain/datasets/audit-report.ts';
import { formatCount, formatLabel, formatPercent } from '../../../shared/format/format.ts';
import { Panel } from '../../../shared/components/panel.tsx';
import { EntryThumbnail } from '../../../shared/images/thumbnail.tsx';
import type { AuditReportViewProps } from './audit-report-props.ts';
import { counted } from './dataset-words.ts';

/** Thumbnails of a label that fit into two rows. */
const SHOWN = 16;

/** The number of images of each label, with some of them. */
export function ClassesPanel({ dataset, report, onShow }: AuditReportViewProps) {
  const { t } = useTranslation('datasets');
  const most = Math.max(...report.classes.map(({ images }) => images), 1);
  return (
    <Panel title={t('labels')} hint={t('random')}>
      <Box sx={{ display: 'grid', gap: 1.5, pb: 0.5 }}>
        {report.classes.map((each) => (
          <Box key={each.label} component="section" aria-label={formatLabel(each.label)}>
            <ClassBar of={each} share={each.images / most} total={report.counts.images} />
            <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(8, minmax(0, 1fr))', gap: '4px', mt: 0.75 }}>
              {each.samples.slice(0, SHOWN).map((index, place) => (
                <ButtonBase
                  key={index}
                  aria-label={t('sample', { label: formatLabel(each.label), place: place + 1 })}
                  onClick={() =>
                    onShow({
                      title: t('samples', { label: formatLabel(each.label) }),
                      indexes: each.samples,
                      count: each.samples.length,
                      place,
                    })
                  }
                  sx={{ borderRadius: '3px', display: 'block', minWidth: 0 }}
                >
                  <EntryThumbnail dataset={dataset} index={index} size="100%" alt="" />
                </ButtonBase>
              ))}
            </Box>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}

function ClassBar({ of, share, total }: { readonly of: ClassAudit; readonly share: number; readonly total: number }) {
  const { t } = useTranslation('datasets');
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '120px minmax(0, 1fr) 210px', gap: 1, alignItems: 'center' }}>
      <Typography noWrap sx={{ fontWeight: 500 }}>
        {formatLabel(of.label)}
      </Typography>
      <Box sx={{ height: 10, bgcolor: 'selected', borderRadius: '2px' }}>
        <Box
          sx={{ height: '100%', bgcolor: 'text.secondary', borderRadius: '2px' }}
          style={{ width: `${share * 100}%` }}
        />
      </Box>
      <Typography variant="body2" sx={{ textAlign: 'right', whiteSpace: 'nowrap' }}>
        <strong>{formatCount(of.images)}</strong>{' '}
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {t('share', {
            percent: formatPercent(of.images / total),
            patients: counted(t, 'patients', of.patients),
          })}
        </Box>
      </Typography>
    </Box>
  );
}
