import { FormControlLabel, Switch, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { operations } from '../../shared/client/client.ts';
import { queryClient } from '../../shared/client/query-client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { SettingsSection } from './settings-section.tsx';

/** Whether images are scored of which their file does not say what a model asks for. */
export function UnknownPatients() {
  const { t } = useTranslation('settings');
  const { data, error, refetch } = useQuery(operations.settings.get.queryOptions());
  const save = useMutation(
    operations.settings.setRefusesUnknown.mutationOptions({
      onSuccess: (settings) => queryClient.setQueryData(operations.settings.get.queryKey(), settings),
    }),
  );
  return (
    <SettingsSection title={t('unknown.title')}>
      {error !== null && <FaultNotice error={error} onRetry={() => void refetch()} />}
      {save.error !== null && <FaultNotice error={save.error} />}
      <Typography>{t('unknown.what')}</Typography>
      {data !== undefined && (
        <FormControlLabel
          control={
            <Switch
              size="small"
              checked={data.refusesUnknown}
              disabled={save.isPending}
              onChange={(_, refusesUnknown) => save.mutate({ refusesUnknown })}
            />
          }
          label={t('unknown.refuse')}
        />
      )}
    </SettingsSection>
  );
}
