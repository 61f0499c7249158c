import { Box, Button, TextField } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { defaultSettings } from '../../../../main/contract/training-settings/setting-table.ts';
import type { TrainingBase } from '../../../../main/domain/training/training.ts';
import { operations } from '../../../shared/client/client.ts';

interface WeightFileProps {
  readonly base: Exclude<TrainingBase, { kind: 'model' }>;
  readonly onBase: (base: TrainingBase) => void;
}

/** Published weights for the network: PyTorch, safetensors or Keras. */
export function WeightFile({ base, onBase }: WeightFileProps) {
  const { t } = useTranslation('training');
  const { data: status } = useQuery(operations.system.status.queryOptions());
  const network = base.network ?? defaultSettings.network;
  const choose = (path: string): void =>
    onBase(path.trim() === '' ? { kind: 'network', network } : { kind: 'weights', network, path });
  const pick = useMutation(
    operations.files.pick.mutationOptions({ onSuccess: (paths) => paths?.[0] !== undefined && choose(paths[0]) }),
  );
  return (
    <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>
      <TextField
        size="small"
        fullWidth
        label={t('weightFile')}
        placeholder={t('weightFileHint')}
        slotProps={{ inputLabel: { shrink: true } }}
        value={base.kind === 'weights' ? base.path : ''}
        onChange={({ target }) => choose(target.value)}
      />
      {status?.hasNativeFiles && (
        <Button variant="outlined" onClick={() => pick.mutate({ kind: 'files' })}>
          {t('choose')}
        </Button>
      )}
    </Box>
  );
}
