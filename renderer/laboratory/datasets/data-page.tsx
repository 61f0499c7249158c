import { Box } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { datasetId as datasetIdSchema, type DatasetId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';
import { AddDataset } from './add-dataset.tsx';
import { AuditView } from './audit/audit-view.tsx';
import { DatasetList } from './dataset-list.tsx';
import { NoDatasets } from './no-datasets.tsx';

/** `/data/3` → 3 */
function datasetOf(location: string): DatasetId | null {
  const parsed = datasetIdSchema.safeParse(Number(location.split('/')[2]));
  return parsed.success ? parsed.data : null;
}

/** The datasets at the left, the audit of the open one beside them. */
export function DataPage({ location }: { readonly location: string }) {
  const { t } = useTranslation('datasets');
  const navigate = useNavigate();
  const { data: datasets, error, refetch } = useQuery(operations.datasets.list.queryOptions());
  const open = (id: DatasetId): void => navigate(`${routes.data}/${id}`);
  const current = datasets?.find(({ id }) => id === datasetOf(location)) ?? datasets?.[0];
  return (
    <Box sx={{ display: 'flex', height: '100%', minHeight: 0 }}>
      <Box
        component="aside"
        aria-label={t('list')}
        sx={{
          width: 272,
          flexShrink: 0,
          display: 'flex',
          flexDirection: 'column',
          borderRight: '1px solid',
          borderColor: 'divider',
          minHeight: 0,
        }}
      >
        <AddDataset onAdded={open} />
        <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto', px: 0.75, pb: 1 }}>
          {error !== null && <FaultNotice error={error} onRetry={() => void refetch()} />}
          <DatasetList datasets={datasets} current={current?.id ?? null} onOpen={open} />
        </Box>
      </Box>
      <Box sx={{ flex: 1, minWidth: 0, minHeight: 0, position: 'relative' }}>
        {current !== undefined && <AuditView key={current.id} dataset={current} />}
        {datasets?.length === 0 && <NoDatasets />}
      </Box>
    </Box>
  );
}
