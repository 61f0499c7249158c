import { messageSentence } from '../shared/faults/fault-text.ts';
import { Box, Tooltip } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ProviderStatus } from '../../main/contract/contract.ts';
import { operations } from '../shared/client/client.ts';
import { useIsConnected } from '../shared/connection/connection.ts';
import { t as message } from '../shared/messages/messages.ts';

const known = ['cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const;

function nameOfProvider(name: string): string {
  const found = known.find((one) => one === name);
  return found === undefined ? name : message(`shell:provider.${found}`);
}

/** Filled: ready. Ring: starting. Cross: failed. A shape each, so that no colour is needed. */
function StateDot({ state }: { readonly state: ProviderStatus['state'] }) {
  if (state === 'failed') return <Box component="span">×</Box>;
  return (
    <Box
      component="span"
      sx={{
        width: 8,
        height: 8,
        borderRadius: '50%',
        border: '1.5px solid',
        borderColor: 'text.primary',
        bgcolor: state === 'ready' ? 'text.primary' : 'transparent',
      }}
    />
  );
}

/** The processor that the models run on, and why not on another one. */
export function ProviderBadge() {
  const { t } = useTranslation('shell');
  const isConnected = useIsConnected();
  const { data, isError } = useQuery(operations.system.status.queryOptions());
  if (data === undefined && !isError) return <Box sx={{ width: 64 }} />;
  const provider = (isConnected ? data?.provider : undefined) ?? {
    name: t('noAnswer'),
    state: 'failed' as const,
    refused: [],
  };
  const state = t(`providerState.${provider.state}`);
  const reasons = provider.refused.map(({ name, reason }) =>
    t('providerRefused', { provider: nameOfProvider(name), reason: messageSentence(reason) }),
  );
  return (
    <Tooltip
      title={[t('modelsRunOn', { provider: nameOfProvider(provider.name), state }), ...reasons].join('\n')}
      slotProps={{ tooltip: { sx: { whiteSpace: 'pre-line' } } }}
    >
      <Box
        tabIndex={0}
        role="status"
        aria-label={t('providerLabel', { provider: nameOfProvider(provider.name), state })}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 0.75,
          height: 32,
          px: 1,
          borderRadius: 1,
          fontSize: '0.8125rem',
          color: 'text.secondary',
          whiteSpace: 'nowrap',
        }}
      >
        <StateDot state={provider.state} />
        {nameOfProvider(provider.name)}
      </Box>
    </Tooltip>
  );
}
