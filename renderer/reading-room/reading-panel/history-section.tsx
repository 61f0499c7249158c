import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { Study } from '../../../main/domain/studies/study.ts';
import { operations } from '../../shared/client/client.ts';
import { formatTime } from '../../shared/format/format.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { VerdictMark } from '../../shared/studies/verdict-mark.tsx';
import { timelineOf, type HistoryItem } from './history.ts';
import { PanelSection } from '../../shared/components/panel-section.tsx';

/** Everything that happened to the case, newest first. */
export function HistorySection({ study }: { readonly study: Study }) {
  const { data, error } = useQuery(operations.studies.history.queryOptions({ input: { studyId: study.id } }));
  return (
    <PanelSection title="History">
      {error !== null && <FaultNotice error={error} />}
      <Box component="ol" aria-label="Case history" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.25 }}>
        {timelineOf(study.reviews, data ?? []).map((item) => (
          <Box component="li" key={item.key} sx={{ display: 'grid', gap: 0.25 }}>
            <Item item={item} />
            <Typography variant="caption" color="textSecondary">
              {item.by} · {formatTime(item.at)}
            </Typography>
          </Box>
        ))}
      </Box>
    </PanelSection>
  );
}

function Item({ item }: { readonly item: HistoryItem }) {
  if (item.review === null) return <Typography variant="body2">{item.text}</Typography>;
  return (
    <>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline', flexWrap: 'wrap' }}>
        <VerdictMark verdict={item.review.verdict} />
        <Typography variant="body2">{item.text}</Typography>
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
