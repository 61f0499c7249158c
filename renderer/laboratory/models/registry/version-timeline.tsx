import { Box, Typography } from '@mui/material';
import type { RegisteredVersion, Role } from '../../../../main/contract/registry.ts';
import { formatTime } from '../../../shared/format/format.ts';
import { t } from '../../../shared/messages/messages.ts';
import { nameOf, thresholdWords } from './registry-words.ts';

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

/** With the gate's verdict where it matters: on a candidate, and on a current version that did not pass. */
function stateOf({ state: kind, gate }: RegisteredVersion): string {
  const state = t(`models:state.${kind}`);
  if (kind === 'current' && gate !== null && !gate.hasPassed) return t('models:versionOverridden', { state });
  if (kind !== 'candidate' || gate === null) return t('models:versionState', { state });
  return t(gate.hasPassed ? 'models:versionPassed' : 'models:versionNotPassed', { state });
}

function Version({ version }: { readonly version: RegisteredVersion }) {
  const { state, joinedAt, parent, origin, isInstalled, isExample } = version;
  const facts = [
    t(origin === 'bundled' ? 'models:bundled' : 'models:own'),
    parent === null ? null : t('models:beganWith', { parent }),
    thresholdWords(version),
    t('models:hereSince', { time: formatTime(joinedAt) }),
    isExample ? t('models:example') : null,
    isInstalled ? null : t('models:filesGone'),
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
          </Box>
          {stateOf(version)}
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
      aria-label={t('models:versionsFor', { role: role.id })}
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
