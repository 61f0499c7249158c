import { Box, Button, Skeleton, TextField, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Difference } from '../../../main/contract/learning.ts';
import { operations } from '../../shared/client/client.ts';
import { formatLabel, formatTime } from '../../shared/format/format.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { t } from '../../shared/messages/messages.ts';
import { queryClient } from '../../shared/client/query-client.ts';
import { FrameCard } from '../../shared/studies/study-card.tsx';
import { Section } from './section.tsx';

/** Images whose readers differ, for somebody to decide. */
export function Differences() {
  const { data, error, refetch } = useQuery(operations.learning.differences.queryOptions());
  return (
    <Section title={t('learning:differ')} explanation={t('learning:differMeans')}>
      {error !== null && <FaultNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton variant="rounded" height={120} />}
      {data?.length === 0 && <Typography>{t('learning:noneDiffer')}</Typography>}
      {data?.map((difference) => (
        <DifferenceRow
          key={`${difference.instanceId} ${difference.frameIndex} ${difference.settled.label}`}
          difference={difference}
        />
      ))}
    </Section>
  );
}

const answerOf = (isPresent: boolean) => (isPresent ? 'present' : 'absent');

function DifferenceRow({ difference }: { readonly difference: Difference }) {
  const { settled, instanceId, frameIndex } = difference;
  const { label, reads, adjudication } = settled;
  const [note, setNote] = useState('');
  const decide = useMutation(
    operations.learning.adjudicate.mutationOptions({
      onSuccess: () => {
        setNote('');
        return queryClient.invalidateQueries({ queryKey: operations.learning.key() });
      },
    }),
  );
  const finding = formatLabel(label);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: '320px minmax(0, 1fr)' } }}>
      <FrameCard frame={difference} />
      <Box sx={{ display: 'grid', gap: 1, alignContent: 'start' }}>
        {reads.map((read) => (
          <Typography key={read.reader} variant="body2">
            <Box component="span" sx={{ color: 'people.main' }}>
              {t(`learning:readerSays.${answerOf(read.isPresent)}`, { reader: read.reader, finding })}
            </Box>
            {read.note === '' ? '' : ` · ${read.note}`} · {formatTime(read.at)}
          </Typography>
        ))}
        {adjudication !== null && (
          <Typography variant="body2">
            <Box component="span" sx={{ color: 'people.main', fontWeight: 600 }}>
              {t(`learning:decidedBy.${answerOf(adjudication.isPresent)}`, {
                reader: adjudication.adjudicator,
                finding,
              })}
            </Box>
            {adjudication.note === '' ? '' : ` · ${adjudication.note}`} · {formatTime(adjudication.at)}
          </Typography>
        )}
        <TextField
          size="small"
          label={t('learning:why')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 10_000 } }}
        />
        <Box sx={{ display: 'flex', gap: 1 }}>
          {[true, false].map((isPresent) => (
            <Button
              key={String(isPresent)}
              size="small"
              variant="outlined"
              disabled={decide.isPending}
              onClick={() => decide.mutate({ instanceId, frameIndex, label, isPresent, note })}
            >
              {t(`learning:${adjudication === null ? 'decide' : 'decideAgain'}.${answerOf(isPresent)}`)}
            </Button>
          ))}
        </Box>
        {decide.error !== null && <FaultNotice error={decide.error} />}
      </Box>
    </Box>
  );
}
