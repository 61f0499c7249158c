import { Box, Button, MenuItem, Select, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DatasetId } from '../../../../main/domain/ids.ts';
import { isUnderWay } from '../../../../main/domain/job.ts';
import type { ModelCard } from '../../../../main/domain/models/model-card.ts';
import { operations } from '../../../shared/client/client.ts';
import { useJobs } from '../../../shared/jobs/use-jobs.ts';
import { t } from '../../../shared/messages/messages.ts';
import { FaultNotice } from '../../../shared/faults/fault-notice.tsx';
import { JobProgress } from '../../../shared/jobs/job-progress.tsx';

/** Positive images that the model finds; those of the built-in phantoms come on top. */
const CASES = 24;

/** Chooses a dataset, begins the saliency check, and shows how far it is. */
export function SaliencyCheckStart({ card }: { readonly card: ModelCard }) {
  const { data: datasets } = useQuery(operations.datasets.list.queryOptions());
  const [chosen, setChosen] = useState<DatasetId | null>(null);
  const start = useMutation(operations.saliencyChecks.start.mutationOptions());
  // Whatever page began it, also before this one was opened.
  const job = useJobs().find(({ title }) => title.code === 'work.check-saliency' && title.details.model === card.title);
  const isRunning = job !== undefined && isUnderWay(job);
  const labelId = `check-images-of-${card.id}`;
  return (
    <Box sx={{ display: 'grid', gap: 1, maxWidth: 720 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
        <Typography id={labelId} variant="body2">
          {t('saliencyChecks:imagesFrom')}
        </Typography>
        <Select<DatasetId | ''>
          size="small"
          displayEmpty
          labelId={labelId}
          value={chosen ?? ''}
          disabled={isRunning}
          onChange={({ target }) => setChosen(target.value === '' ? null : target.value)}
          sx={{ fontSize: '0.8125rem', minWidth: 240 }}
        >
          <MenuItem value="">{t('saliencyChecks:phantomsAlone')}</MenuItem>
          {datasets?.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </Select>
        <Button
          variant="outlined"
          disabled={isRunning}
          loading={start.isPending}
          onClick={() => start.mutate({ model: card.id, dataset: chosen, cases: CASES })}
        >
          {t('saliencyChecks:start')}
        </Button>
        {datasets?.length === 0 && (
          <Typography variant="caption" color="textSecondary">
            {t('saliencyChecks:addDataset')}
          </Typography>
        )}
      </Box>
      {start.error !== null && <FaultNotice error={start.error} />}
      {job !== undefined && (isRunning || job.state === 'failed') && <JobProgress job={job} />}
    </Box>
  );
}
