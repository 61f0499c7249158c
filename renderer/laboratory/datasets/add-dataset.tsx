import Add from '@mui/icons-material/Add';
import { Box, Button, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DatasetSource } from '../../../main/domain/datasets/dataset.ts';
import type { DatasetId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { reportFault } from '../../shared/faults/reported-faults.ts';
import { queryClient } from '../../shared/client/query-client.ts';
import { FolderBrowser } from '../../shared/components/folder-browser.tsx';
import { ReadsDialog } from './reads-dialog.tsx';

type Open = 'folder' | 'reads' | null;

/** A folder of this machine, or the reads of this casebook; the audit begins at once. */
export function AddDataset({ onAdded }: { readonly onAdded: (id: DatasetId) => void }) {
  const { t } = useTranslation('datasets');
  const [open, setOpen] = useState<Open>(null);
  const { data: status } = useQuery(operations.system.status.queryOptions());
  const add = useMutation(
    operations.datasets.add.mutationOptions({
      onSuccess: ({ dataset }) => {
        void queryClient.invalidateQueries({ queryKey: operations.datasets.list.queryKey() });
        onAdded(dataset.id);
      },
      onError: (error) => reportFault(error),
    }),
  );
  const pick = useMutation(
    operations.files.pick.mutationOptions({
      onSuccess: (paths) => paths?.[0] !== undefined && take({ kind: 'folder', path: paths[0] }),
      onError: (error) => reportFault(error),
    }),
  );
  function take(source: DatasetSource): void {
    setOpen(null);
    add.mutate({ source });
  }
  const chooseFolder = (): void =>
    status?.hasNativeFiles === true ? pick.mutate({ kind: 'folder' }) : setOpen('folder');
  return (
    <Box sx={{ px: 2, py: 1.25, display: 'grid', gap: 1 }}>
      <Typography component="h1" variant="h2">
        {t('title')}
      </Typography>
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button
          size="small"
          variant="outlined"
          startIcon={<Add />}
          loading={add.isPending}
          disabled={status === undefined}
          onClick={chooseFolder}
        >
          {t('addFolder')}
        </Button>
        <Button size="small" variant="outlined" startIcon={<Add />} onClick={() => setOpen('reads')}>
          {t('addReads')}
        </Button>
      </Box>
      {open === 'folder' && (
        <FolderBrowser onClose={() => setOpen(null)} onChoose={(path) => take({ kind: 'folder', path })} />
      )}
      {open === 'reads' && <ReadsDialog onClose={() => setOpen(null)} onChoose={take} />}
    </Box>
  );
}
