import { Box, Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrainingEstimate, TrainingRequest } from '../../../../main/contract/training.ts';
import { client } from '../../../shared/client/client.ts';
import { sentenceOf } from '../../../shared/faults/fault-text.ts';
import { formatBytes, formatDuration } from '../../../shared/format/format.ts';

/** A model's name does not change its cost. */
const keyOf = ({ dataset, base, recipe, settings }: TrainingRequest): string =>
  JSON.stringify([dataset, base, recipe, settings]);

function memoryWarning({
  peakMemory,
  imageMemory,
  memory,
  freeMemory,
}: TrainingEstimate): 'tooMuch' | 'notFree' | null {
  const needed = peakMemory + imageMemory;
  if (needed > 0.9 * memory) return 'tooMuch';
  return needed > freeMemory ? 'notFree' : null;
}

function Measured({ estimate }: { readonly estimate: TrainingEstimate }) {
  const { t } = useTranslation('training');
  const { totalSeconds, secondsPerStep, stepsPerEpoch, validationSeconds, preparationSeconds } = estimate;
  const epoch = stepsPerEpoch * secondsPerStep + validationSeconds;
  const warning = memoryWarning(estimate);
  return (
    <Box data-testid="estimate">
      <Typography component="span" sx={{ fontWeight: 600 }}>
        {t('estimate.total', { duration: formatDuration(totalSeconds) })}
      </Typography>
      <Typography component="span" color="textSecondary" variant="body2">
        {' '}
        · {t('estimate.epoch', { epoch: formatDuration(epoch), validation: formatDuration(validationSeconds) })}
        {preparationSeconds >= 1 && ` · ${t('estimate.preparation', { duration: formatDuration(preparationSeconds) })}`}
      </Typography>
      <Typography variant="body2">
        {t('estimate.memory', {
          engine: formatBytes(estimate.peakMemory),
          images: formatBytes(estimate.imageMemory),
          memory: formatBytes(estimate.memory),
        })}
        {warning !== null && (
          <Box component="span" sx={{ color: 'error.main' }}>
            {' '}
            {t(`estimate.${warning}`)}
          </Box>
        )}
      </Typography>
      <Typography variant="caption" color="textSecondary">
        {t(estimate.basis.isCached ? 'estimate.basisCached' : 'estimate.basis', { ...estimate.basis })}
      </Typography>
    </Box>
  );
}

/** Time and memory, from a trial of a few steps; what was measured stays true until something is changed. */
export function EstimateLine({ request }: { readonly request: TrainingRequest }) {
  const { t } = useTranslation('training');
  const [asked, setAsked] = useState<string | null>(null);
  const key = keyOf(request);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['training estimate', key],
    queryFn: ({ signal }) => client.training.estimate(request, { signal }),
    enabled: asked === key,
    staleTime: Infinity,
    retry: false,
  });
  if (data !== undefined) return <Measured estimate={data} />;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
      <Button
        variant="outlined"
        loading={isFetching}
        loadingPosition="start"
        startIcon={<span />}
        onClick={() => (asked === key ? void refetch() : setAsked(key))}
      >
        {isFetching ? t('estimating') : t('estimateAction')}
      </Button>
      <Typography variant="body2" color={error === null ? 'textSecondary' : 'error'} sx={{ maxWidth: 420 }}>
        {error === null ? t('estimateHint') : sentenceOf(error)}
      </Typography>
    </Box>
  );
}
