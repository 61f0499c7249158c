import { Box, Button, Skeleton, Tooltip, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisteredDataset } from '../../../../main/domain/datasets/dataset.ts';
import { operations } from '../../../shared/client/client.ts';
import { messageSentence } from '../../../shared/faults/fault-text.ts';
import { reportFault } from '../../../shared/faults/reported-faults.ts';
import { formatTime } from '../../../shared/format/format.ts';
import { FaultNotice } from '../../../shared/faults/fault-notice.tsx';
import { JobProgress } from '../../../shared/jobs/job-progress.tsx';
import { AuditReportView } from './audit-report-view.tsx';
import { placeOf } from './dataset-words.ts';
import { EntryGallery, type Gallery } from './entry-gallery.tsx';
import { useAuditJob, useFailedAudit } from './use-audit-job.ts';
import { useFreshPictures } from './use-fresh-pictures.ts';

/** One dataset: its source, the progress of its audit, and the report. */
export function AuditView({ dataset }: { readonly dataset: RegisteredDataset }) {
  const { t } = useTranslation('datasets');
  const { id } = dataset;
  const report = useQuery(operations.datasets.auditReport.queryOptions({ input: { dataset: id } }));
  const [gallery, setGallery] = useState<Gallery | null>(null);
  const job = useAuditJob(id);
  const failed = useFailedAudit(id);
  useFreshPictures(id, dataset.fingerprint);
  return (
    <>
      <Box
        tabIndex={0}
        role="group"
        aria-label={t('auditOf', { name: dataset.name })}
        sx={{ height: '100%', overflowY: 'auto', '&:focus-visible': { outlineOffset: '-2px' } }}
      >
        <Box sx={{ p: 2, display: 'grid', gap: 1.5 }}>
          <Header dataset={dataset} isRunning={job !== undefined} />
          {job !== undefined && <JobProgress job={job} />}
          {job === undefined && failed !== undefined && failed.error !== null && (
            <Typography role="alert" color="error">
              {messageSentence(failed.error)}
            </Typography>
          )}
          {report.error !== null && <FaultNotice error={report.error} onRetry={() => void report.refetch()} />}
          {report.data === undefined && report.error === null && <ReportSkeleton />}
          {report.data === null && dataset.audit !== null && job === undefined && (
            <Typography>{t('earlierReport')}</Typography>
          )}
          {report.data !== undefined && report.data !== null && (
            <AuditReportView dataset={id} report={report.data} onShow={setGallery} />
          )}
        </Box>
      </Box>
      {gallery !== null && (
        <EntryGallery
          key={gallery.title}
          dataset={id}
          name={dataset.name}
          gallery={gallery}
          onClose={() => setGallery(null)}
        />
      )}
    </>
  );
}

function Header({ dataset, isRunning }: { readonly dataset: RegisteredDataset; readonly isRunning: boolean }) {
  const { t } = useTranslation('datasets');
  const { id, name, source, audit, fingerprint } = dataset;
  const again = useMutation(operations.datasets.audit.mutationOptions({ onError: (error) => reportFault(error) }));
  const isOld = audit !== null && fingerprint !== null && audit.fingerprint !== fingerprint;
  return (
    <Box sx={{ display: 'flex', alignItems: 'start', gap: 2 }}>
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Typography component="h2" variant="h1" noWrap>
          {name}
        </Typography>
        <Typography variant="body2" color="textSecondary" noWrap title={placeOf(t, source)}>
          {placeOf(t, source)}
        </Typography>
        <Box sx={{ display: 'flex', gap: 2, fontSize: '0.75rem', color: 'text.secondary' }}>
          {fingerprint !== null && (
            <Tooltip title={t('fingerprint', { fingerprint })}>
              <Box component="span" sx={{ fontFamily: 'monospace' }} tabIndex={0}>
                {fingerprint.slice(0, 12)}
              </Box>
            </Tooltip>
          )}
          <span>{audit === null ? t('notAuditedYet') : t('auditedAt', { time: formatTime(audit.auditedAt) })}</span>
          {isOld && <Box sx={{ color: 'text.primary' }}>{t('changed')}</Box>}
        </Box>
      </Box>
      <Button
        size="small"
        variant="outlined"
        disabled={isRunning}
        loading={again.isPending}
        onClick={() => again.mutate({ dataset: id })}
      >
        {audit === null ? t('audit') : t('auditAgain')}
      </Button>
    </Box>
  );
}

/** Placeholders of the report's final size. */
function ReportSkeleton() {
  return (
    <Box aria-busy sx={{ display: 'grid', gap: 1.5 }}>
      <Skeleton height={140} />
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(2, 1fr)' }}>
        <Skeleton height={320} />
        <Skeleton height={320} />
      </Box>
    </Box>
  );
}
