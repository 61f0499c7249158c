import { Box, Button, TextField, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { operations } from '../../shared/client/client.ts';
import { queryClient } from '../../shared/client/query-client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';

/** The name that answers and notes are saved under. */
export function ReaderName() {
  const { t } = useTranslation('settings');
  const { data, error } = useQuery(operations.settings.get.queryOptions());
  const [typed, setTyped] = useState<string | null>(null);
  const save = useMutation(
    operations.settings.setReader.mutationOptions({
      onSuccess(settings) {
        queryClient.setQueryData(operations.settings.get.queryKey(), settings);
        setTyped(null);
      },
    }),
  );
  const name = typed ?? data?.reader ?? '';
  const canSave = typed !== null && typed.trim() !== '' && typed.trim() !== data?.reader;
  const fault = error ?? save.error;
  return (
    <>
      {fault !== null && <FaultNotice error={fault} />}
      <Box
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) save.mutate({ reader: name.trim() });
        }}
        sx={{ display: 'flex', gap: 1, alignItems: 'start' }}
      >
        <TextField
          size="small"
          label={t('readerName')}
          value={name}
          onChange={(event) => setTyped(event.target.value)}
          helperText={t('readerHelp')}
          slotProps={{ htmlInput: { maxLength: 100 } }}
          sx={{ width: 360 }}
        />
        <Button type="submit" variant="outlined" disabled={!canSave} loading={save.isPending} sx={{ height: 37 }}>
          {t('saveName')}
        </Button>
        <Typography role="status" color="textSecondary" sx={{ lineHeight: '37px' }}>
          {save.isSuccess && typed === null && t('readerSaved')}
        </Typography>
      </Box>
    </>
  );
}
