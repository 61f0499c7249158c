import { Box, Skeleton, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { operations } from '../../shared/client/client.ts';
import { formatCount } from '../../shared/format/format.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { FrameCard } from '../../shared/studies/study-card.tsx';
import { reasonsFor } from './reasons.ts';
import { Section } from './section.tsx';

/** As many as a reader takes in one go. */
const PROPOSED = 12;

/** The unread cases whose reads would teach most. */
export function ReadingQueue() {
  const { data, error, refetch } = useQuery(operations.learning.queue.queryOptions({ input: { limit: PROPOSED } }));
  return (
    <Section
      title="Read next"
      explanation="Of the unread cases, those whose read teaches most: the models are unsure of them or contradict each other, and they are unlike what was read."
    >
      {error !== null && <FaultNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton variant="rounded" height={260} />}
      {data !== undefined && data.cases.length === 0 && (
        <Typography>
          There is no unread case that the models in use have scored. Screen some, and they show up here.
        </Typography>
      )}
      {data !== undefined && data.cases.length > 0 && (
        <>
          <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(300px, 1fr))' }}>
            {data.cases.map((one) => (
              <FrameCard key={`${one.instanceId} ${one.frameIndex}`} frame={one}>
                <Typography variant="body2" color="textSecondary">
                  {reasonsFor(one.worth).join(', ')}
                </Typography>
              </FrameCard>
            ))}
          </Box>
          <Typography variant="body2" color="textSecondary">
            {formatCount(data.cases.length)} of {formatCount(data.unread)} unread
          </Typography>
        </>
      )}
    </Section>
  );
}
