import { Box, Button, TextField, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../main/contract/settings.ts';
import { budgetRanges, defaultBudget, type ReadingBudget } from '../../../main/domain/reading-budget.ts';
import { operations } from '../../shared/client/client.ts';
import { queryClient } from '../../shared/client/query-client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { SettingsSection } from './settings-section.tsx';

const names = ['elements', 'depth', 'megapixels', 'inflatedMegabytes', 'seconds', 'megabytes'] as const;

const keep = (settings: Settings): void => void queryClient.setQueryData(operations.settings.get.queryKey(), settings);

/** The most that opening one image file may take. */
export function ReadingLimits() {
  const { t } = useTranslation('settings');
  const { data, error, refetch } = useQuery(operations.settings.get.queryOptions());
  return (
    <SettingsSection title={t('limits.title')}>
      {error !== null && <FaultNotice error={error} onRetry={() => void refetch()} />}
      <Typography>{t('limits.what')}</Typography>
      {data !== undefined && <Limits budget={data.budget} />}
    </SettingsSection>
  );
}

function Limits({ budget }: { readonly budget: ReadingBudget }) {
  const { t } = useTranslation('settings');
  const reset = useMutation(operations.settings.setBudget.mutationOptions({ onSuccess: keep }));
  const isUsual = names.every((name) => budget[name] === defaultBudget[name]);
  return (
    <>
      {reset.error !== null && <FaultNotice error={reset.error} />}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(280px, 1fr))', gap: 1.5 }}>
        {names.map((name) => (
          // What was typed and can't be saved goes as well.
          <Limit key={`${name} ${reset.submittedAt}`} name={name} value={budget[name]} />
        ))}
      </Box>
      <Box>
        <Button
          variant="outlined"
          disabled={isUsual}
          loading={reset.isPending}
          onClick={() => reset.mutate(defaultBudget)}
        >
          {t('limits.reset')}
        </Button>
      </Box>
    </>
  );
}

/** Saved when it is left. */
function Limit({ name, value }: { readonly name: keyof ReadingBudget; readonly value: number }) {
  const { t } = useTranslation('settings');
  const [typed, setTyped] = useState<string | null>(null);
  const save = useMutation(
    operations.settings.setBudget.mutationOptions({
      onSuccess(settings) {
        keep(settings);
        setTyped(null);
      },
    }),
  );
  const { least, most } = budgetRanges[name];
  const limit = typed === null ? value : Number(typed);
  const isPossible = Number.isInteger(limit) && limit >= least && limit <= most;
  const saveLimit = (): void => {
    if (isPossible && limit !== value) save.mutate({ [name]: limit });
  };
  return (
    <Box>
      {save.error !== null && <FaultNotice error={save.error} />}
      <TextField
        size="small"
        fullWidth
        type="number"
        label={t(`limits.${name}`)}
        value={typed ?? String(value)}
        error={!isPossible}
        helperText={t('limits.range', { least, most, usual: defaultBudget[name] })}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={saveLimit}
        onKeyDown={({ key }) => key === 'Enter' && saveLimit()}
        slotProps={{ htmlInput: { min: least, max: most } }}
      />
    </Box>
  );
}
