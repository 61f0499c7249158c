import { Box, Skeleton, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { acquisitionReasons, type AcquisitionScore } from '../../../main/domain/active-learning/active-learning.ts';
import { operations } from '../../shared/client/client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { t } from '../../shared/messages/messages.ts';
import { FrameCard } from '../../shared/studies/study-card.tsx';
import { Section } from './section.tsx';

/** As many as a reader takes in one go. */
const PROPOSED = 12;

function reasonText(score: AcquisitionScore): string {
  const reasons = acquisitionReasons(score);
  if (reasons.length === 0) return t('learning:reason.none');
  return reasons.map((reason) => t(`learning:reason.${reason}`)).join(', ');
}

/** The unread images whose reads would teach most. */
export function ReadingQueue() {
  const { data, error, refetch } = useQuery(operations.learning.queue.queryOptions({ input: { limit: PROPOSED } }));
  return (
    <Section title={t('learning:readNext')} explanation={t('learning:readNextMeans')}>
      {error !== null && <FaultNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton variant="rounded" height={260} />}
      {data !== undefined && data.frames.length === 0 && <Typography>{t('learning:noneUnread')}</Typography>}
      {data !== undefined && data.frames.length > 0 && (
        <>
          <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(300px, 1fr))' }}>
            {data.frames.map((one) => (
              <FrameCard key={`${one.instanceId} ${one.frameIndex}`} frame={one}>
                <Typography variant="body2" color="textSecondary">
                  {reasonText(one.acquisitionScore)}
                </Typography>
              </FrameCard>
            ))}
          </Box>
          <Typography variant="body2" color="textSecondary">
            {t('learning:unread', { shown: data.frames.length, all: data.unread })}
          </Typography>
        </>
      )}
    </Section>
  );
}
