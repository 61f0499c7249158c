import { Box, Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TrainingEstimate, TrainingRequest } from '../../../../main/contract/training.ts';
import { client } from '../../../shared/client/client.ts';
import { sentenceOf } from '../../../shared/faults/fault-text.ts';
import { formatBytes, formatDuration } from '../../../shared/format/format.ts';

/** A model's name does not change what it takes. */
const keyOf = ({ dataset, base, recipe, settings }: TrainingRequest): string =>
  JSON.stringify([dataset, base, recipe, settings]);

function memoryWarning({ peakMemory, imageMemory, memory, freeMemory }: TrainingEstimate): string | null {
  const needed = peakMemory + imageMemory;
  if (needed > 0.9 * memory)
    return 'More than this machine has: take smaller batches, parts of a step, or a smaller image.';
  if (needed > freeMemory) return 'More than is free now: close other programs first.';
  return null;
}

function Measured({ estimate }: { readonly estimate: TrainingEstimate }) {
  const { totalSeconds, secondsPerStep, stepsPerEpoch, validationSeconds, preparationSeconds } = estimate;
  const epoch = stepsPerEpoch * secondsPerStep + validationSeconds;
  const warning = memoryWarning(estimate);
  return (
    <Box data-testid="estimate">
      <Typography component="span" sx={{ fontWeight: 600 }}>
        At most {formatDuration(totalSeconds)}
      </Typography>
      <Typography component="span" color="textSecondary" variant="body2">
        {' '}
        · {formatDuration(epoch)} an epoch, {formatDuration(validationSeconds)} of it validation
        {preparationSeconds >= 1 && ` · ${formatDuration(preparationSeconds)} to prepare`}
      </Typography>
      <Typography variant="body2">
        {formatBytes(estimate.peakMemory)} in the engine and {formatBytes(estimate.imageMemory)} for images, of{' '}
        {formatBytes(estimate.memory)}
        {warning !== null && (
          <Box component="span" sx={{ color: 'error.main' }}>
            {' '}
            {warning}
          </Box>
        )}
      </Typography>
      <Typography variant="caption" color="textSecondary">
        {estimate.basis.charAt(0).toUpperCase() + estimate.basis.slice(1)}, on this machine as busy as it is now.
      </Typography>
    </Box>
  );
}

/** Time and memory, from a trial of a few steps; what was measured stays true until something is changed. */
export function EstimateLine({ request }: { readonly request: TrainingRequest }) {
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
        {isFetching ? 'Measuring three steps' : 'Estimate time and memory'}
      </Button>
      <Typography variant="body2" color={error === null ? 'textSecondary' : 'error'} sx={{ maxWidth: 420 }}>
        {error === null ? 'Makes three steps with these settings to see what they take.' : sentenceOf(error)}
      </Typography>
    </Box>
  );
}
