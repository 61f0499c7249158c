import { Box, Typography } from '@mui/material';
import type { RegisteredVersion, Role } from '../../../../main/contract/registry.ts';
import { formatTime } from '../../../shared/format/format.ts';
import { nameOf, stateWords, thresholdWords } from './registry-words.ts';

/** Filled: in use; open: waits; a line through: was in use. */
function StateMark({ state }: Pick<RegisteredVersion, 'state'>) {
  return (
    <Box
      aria-hidden
      sx={{
        width: 12,
        height: 12,
        mt: '4px',
        borderRadius: '50%',
        border: '2px solid',
        borderColor: state === 'retired' ? 'text.disabled' : 'text.primary',
        bgcolor: state === 'current' ? 'text.primary' : 'background.paper',
        zIndex: 1,
      }}
    />
  );
}

function Version({ version }: { readonly version: RegisteredVersion }) {
  const { state, joinedAt, parent, origin, isInstalled, isExample, gate } = version;
  const facts = [
    origin === 'bundled' ? 'comes with Overread' : 'your own',
    parent === null ? null : `began with ${parent}`,
    thresholdWords(version),
    `here since ${formatTime(joinedAt)}`,
    isExample ? 'an example of what not to trust' : null,
    isInstalled ? null : 'its files are gone',
  ].filter((fact) => fact !== null);
  return (
    <Box
      component="li"
      sx={{ display: 'grid', gridTemplateColumns: '12px 1fr', gap: 1.25, position: 'relative', pb: 1.25 }}
    >
      <StateMark state={state} />
      <Box sx={{ minWidth: 0 }}>
        <Typography sx={{ color: state === 'retired' ? 'text.secondary' : 'text.primary' }}>
          <Box component="span" sx={{ fontWeight: 600 }}>
            {nameOf(version)}
          </Box>{' '}
          · {stateWords[state]}
          {state === 'candidate' &&
            gate !== null &&
            (gate.hasPassed ? ' · passed the gate' : ' · did not pass the gate')}
        </Typography>
        <Typography variant="caption" color="textSecondary" component="p">
          {facts.join(' · ')}
        </Typography>
      </Box>
    </Box>
  );
}

/** All versions of a role, the oldest at the top. */
export function VersionTimeline({ role }: { readonly role: Role }) {
  return (
    <Box
      component="ol"
      aria-label={`Versions for ${role.id}`}
      sx={{
        listStyle: 'none',
        m: 0,
        p: 0,
        position: 'relative',
        '&::before': {
          content: '""',
          position: 'absolute',
          left: 5,
          top: 8,
          bottom: 20,
          borderLeft: '2px solid',
          borderColor: 'divider',
        },
      }}
    >
      {role.versions.map((version) => (
        <Version key={`${version.model} ${version.fingerprint}`} version={version} />
      ))}
    </Box>
  );
}
