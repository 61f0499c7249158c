import { Box, Tooltip } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { ProviderStatus } from '../../main/contract/contract.ts';
import { operations } from '../shared/client/client.ts';

const names: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'CoreML',
  webgpu: 'WebGPU',
};
const words: Readonly<Record<ProviderStatus['state'], string>> = {
  starting: 'starting',
  ready: 'ready',
  failed: 'failed',
};

const nameOfProvider = (name: string): string => names[name] ?? name;

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
  const { data, isError } = useQuery(operations.system.status.queryOptions());
  if (data === undefined && !isError) return <Box sx={{ width: 64 }} />;
  const provider = data?.provider ?? { name: 'No answer', state: 'failed' as const, refused: [] };
  const reasons = provider.refused.map(({ name, reason }) => `${nameOfProvider(name)} is not used: ${reason}`);
  return (
    <Tooltip
      title={[`Models run on ${nameOfProvider(provider.name)}: ${words[provider.state]}.`, ...reasons].join('\n')}
      slotProps={{ tooltip: { sx: { whiteSpace: 'pre-line' } } }}
    >
      <Box
        tabIndex={0}
        role="status"
        aria-label={`Provider ${nameOfProvider(provider.name)}, ${words[provider.state]}`}
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
