import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Study } from '../../../main/domain/studies/study.ts';
import { operations } from '../../shared/client/client.ts';
import { formatTime } from '../../shared/format/format.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { VerdictMark } from '../../shared/studies/verdict-mark.tsx';
import { timelineOf, type HistoryItem } from './history.ts';
import { PanelSection } from '../../shared/components/panel-section.tsx';

/** Everything that happened to the study, newest first. */
export function HistorySection({ study }: { readonly study: Study }) {
  const { t } = useTranslation('reading');
  const { data, error } = useQuery(operations.studies.history.queryOptions({ input: { studyId: study.id } }));
  return (
    <PanelSection title={t('history')}>
      {error !== null && <FaultNotice error={error} />}
      <Box
        component="ol"
        aria-label={t('studyHistory')}
        sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.25 }}
      >
        {timelineOf(study.reviews, data ?? []).map((item) => (
          <Box component="li" key={item.key} sx={{ display: 'grid', gap: 0.25 }}>
            <Item item={item} />
            <Typography variant="caption" color="textSecondary">
              {t('entryBy', { by: item.by, at: formatTime(item.at) })}
            </Typography>
          </Box>
        ))}
      </Box>
    </PanelSection>
  );
}

function Item({ item }: { readonly item: HistoryItem }) {
  if (item.review === null)
    return (
      <Typography variant="body2" sx={{ whiteSpace: 'pre-wrap' }}>
        {item.text}
      </Typography>
    );
  return (
    <>
      <Box sx={{ fontSize: '0.8125rem', lineHeight: 1.45, opacity: item.review.withdrawnAt === null ? 1 : 0.7 }}>
        <VerdictMark verdict={item.review.verdict} /> {item.text}
      </Box>
      {item.review.note !== '' && (
        <Typography variant="body2" sx={{ color: 'people.main', whiteSpace: 'pre-wrap' }}>
          {item.review.note}
        </Typography>
      )}
      <Typography variant="caption" color="textSecondary">
        {item.seen}
      </Typography>
    </>
  );
}
