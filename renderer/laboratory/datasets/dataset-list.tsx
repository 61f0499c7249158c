import { Box, LinearProgress, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RegisteredDataset } from '../../../main/domain/datasets/dataset.ts';
import type { DatasetId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { reportFault } from '../../shared/faults/reported-faults.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { progressOf, titleOfJob } from '../../shared/jobs/jobs.ts';
import { LineList, LineListSkeleton, RemovableLine } from '../../shared/components/removable-line.tsx';
import { SeveritySign } from '../../shared/components/severity-sign.tsx';
import { queryClient } from '../../shared/client/query-client.ts';
import { placeOf, sizeOf, verdictOf } from './audit/dataset-words.ts';
import { useAuditJob } from './audit/use-audit-job.ts';

interface DatasetListProps {
  readonly datasets: readonly RegisteredDataset[] | undefined;
  readonly current: DatasetId | null;
  readonly onOpen: (id: DatasetId) => void;
}

export function DatasetList({ datasets, current, onOpen }: DatasetListProps) {
  const { t } = useTranslation('datasets');
  const remove = useMutation(
    operations.datasets.remove.mutationOptions({
      onSuccess: (left) => queryClient.setQueryData(operations.datasets.list.queryKey(), left),
      onError: (error) => reportFault(error),
    }),
  );
  if (datasets === undefined) return <LineListSkeleton height={78} />;
  return (
    <LineList label={t('list')}>
      {datasets.map((dataset) => (
        <DatasetLine
          key={dataset.id}
          dataset={dataset}
          isCurrent={dataset.id === current}
          onOpen={() => onOpen(dataset.id)}
          onRemove={() => remove.mutate({ dataset: dataset.id })}
        />
      ))}
    </LineList>
  );
}

interface DatasetLineProps {
  readonly dataset: RegisteredDataset;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
  readonly onRemove: () => void;
}

function DatasetLine({ dataset, isCurrent, onOpen, onRemove }: DatasetLineProps) {
  const { t } = useTranslation('datasets');
  const { name, labels, counts, source } = dataset;
  return (
    <RemovableLine
      isCurrent={isCurrent}
      onOpen={onOpen}
      title={placeOf(t, source)}
      testId="dataset"
      removal={{ hint: t('remove'), label: t('removeOf', { name }), onRemove }}
    >
      <Typography noWrap sx={{ fontWeight: 500, pr: 3 }}>
        {name}
      </Typography>
      <Typography noWrap variant="body2">
        {sizeOf(t, counts)}
      </Typography>
      {labels.length > 0 && (
        <Typography noWrap variant="caption" color="textSecondary">
          {labels.map(formatLabel).join(', ')}
        </Typography>
      )}
      <Status dataset={dataset} />
    </RemovableLine>
  );
}

/** The result of the audit, or its progress. */
function Status({ dataset: { id, audit } }: { readonly dataset: RegisteredDataset }) {
  const { t } = useTranslation('datasets');
  const job = useAuditJob(id);
  if (job !== undefined) {
    const share = progressOf(job);
    return (
      <LinearProgress
        aria-label={t('progressOf', { title: titleOfJob(job) })}
        color="inherit"
        variant={share === null ? 'indeterminate' : 'determinate'}
        value={(share ?? 0) * 100}
        sx={{ height: 4, borderRadius: 1, my: 0.75 }}
      />
    );
  }
  const { severity, text } = verdictOf(t, audit);
  return (
    <Box sx={{ display: 'flex', gap: 0.75, alignItems: 'center', fontSize: '0.75rem', minHeight: 18 }}>
      {severity !== null && <SeveritySign severity={severity} size={15} />}
      <Box component="span" sx={{ color: severity === 'error' ? 'error.main' : 'text.secondary' }}>
        {text}
      </Box>
    </Box>
  );
}
