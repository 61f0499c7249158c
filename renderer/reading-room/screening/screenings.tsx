import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreeningRecord } from '../../../main/domain/studies/screening-record.ts';
import { operations } from '../../shared/client/client.ts';
import { messageSentence } from '../../shared/faults/fault-text.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { formatTime } from '../../shared/format/format.ts';
import { FileList } from './file-list.tsx';
import { useListedFiles } from './use-listed-files.ts';

/** The screenings that the casebook remembers, the newest open: what was not scored stays to be read. */
export function Screenings({ isRunning }: { readonly isRunning: boolean }) {
  const { t } = useTranslation('screening');
  const { data, error, refetch } = useQuery(operations.screening.list.queryOptions());
  if (error !== null) return <FaultNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined || data.length === 0) return null;
  return (
    <Box component="section" aria-label={t('screenings')} sx={{ display: 'grid', gap: 1 }}>
      <Typography component="h2" variant="h3">
        {t('screenings')}
      </Typography>
      {data.map((record, place) => (
        <Record key={record.id} record={record} isOpenAtFirst={place === 0} isRunning={isRunning && place === 0} />
      ))}
    </Box>
  );
}

interface RecordProps {
  readonly record: ScreeningRecord;
  readonly isOpenAtFirst: boolean;
  /** It goes on, so that it was not interrupted though it has no end. */
  readonly isRunning: boolean;
}

function Record({ record, isOpenAtFirst, isRunning }: RecordProps) {
  const { t } = useTranslation('screening');
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  const { title, startedAt, endedAt, total, scored, refused, failed, ignored } = record;
  const done = scored + refused + failed + ignored;
  const parts = [
    formatTime(startedAt),
    t('recordCounts', { scored, refused, failed }),
    ...(ignored > 0 ? [t('recordIgnored', { count: ignored })] : []),
    ...(endedAt === null && !isRunning ? [t('interrupted', { done, total: total ?? done })] : []),
  ];
  return (
    <Box
      component="details"
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      sx={{ border: '1px solid', borderColor: 'divider', borderRadius: 1, p: 1.5 }}
    >
      <Box component="summary" sx={{ cursor: 'pointer', overflowWrap: 'anywhere' }}>
        <b>{messageSentence(title)}</b>{' '}
        <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {parts.join(' · ')}
        </Box>
      </Box>
      {isOpen && <Files record={record} />}
    </Box>
  );
}

function Files({ record: { id, title } }: { readonly record: ScreeningRecord }) {
  const { t } = useTranslation('screening');
  const { data, error } = useListedFiles(id);
  if (error !== null) return <FaultNotice error={error} />;
  if (data === undefined) return null;
  return (
    <Box sx={{ mt: 1.5 }}>
      {data.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t('allScored')}
        </Typography>
      ) : (
        <FileList title={messageSentence(title)} files={data} />
      )}
    </Box>
  );
}
