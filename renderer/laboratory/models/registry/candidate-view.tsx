import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Paper, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { RegisteredVersion, Role } from '../../../../main/contract/registry.ts';
import { operations } from '../../../shared/client/client.ts';
import { reportFault } from '../../../shared/faults/reported-faults.ts';
import { useJobs } from '../../../shared/jobs/use-jobs.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import { GateReportView } from './gate-report.tsx';
import { nameOf, stateWords, versionOf } from './registry-words.ts';

interface CandidateProps {
  readonly role: Role;
  readonly version: RegisteredVersion;
}

/** What a promotion does, in words. */
function consequences(role: Role, version: RegisteredVersion): readonly string[] {
  const current = versionOf(role, role.current);
  const points = version.gate?.points ?? [];
  return [
    current === undefined
      ? `${nameOf(version)} will score new images for ${role.id} where no model is chosen by hand.`
      : `${nameOf(version)} will score new images for ${role.id} in place of ${nameOf(current)}, which is retired and can be brought back in one step.`,
    points.length === 0
      ? 'It calls from the threshold of its card, which this site has not chosen.'
      : `It calls ${points.map(({ label, threshold }) => `${label} from ${threshold.toFixed(3)}`).join(', ')} upwards, chosen on this site’s validation set.`,
    'What was scored before stays as it is. The decision, with the gate’s figures and your name, goes into the audit log for good.',
  ];
}

function Promote({ role, version }: CandidateProps) {
  const [isOpen, setIsOpen] = useState(false);
  const promote = useMutation(operations.registry.promote.mutationOptions({ onSuccess: () => setIsOpen(false) }));
  const { gate } = version;
  const hasPassed = gate?.hasPassed ?? false;
  const open =
    gate === null
      ? 'the gate has not measured it'
      : gate.checks
          .filter(({ verdict }) => verdict !== 'passed')
          .map(({ title }) => title)
          .join(', ');
  const sentences = hasPassed
    ? consequences(role, version)
    : [`This overrides the gate. Open: ${open}.`, ...consequences(role, version)];
  return (
    <>
      <Button size="small" variant={hasPassed ? 'contained' : 'outlined'} onClick={() => setIsOpen(true)}>
        {hasPassed ? 'Promote' : 'Override the gate …'}
      </Button>
      {isOpen && (
        <DecisionDialog
          title={hasPassed ? `Promote ${nameOf(version)}` : `Override the gate for ${nameOf(version)}`}
          sentences={sentences}
          action={hasPassed ? 'Promote' : 'Promote by override'}
          reasonTitle={hasPassed ? 'Reason (may be left out)' : 'Why it is promoted nevertheless'}
          reasonLength={hasPassed ? 0 : 10}
          isPending={promote.isPending}
          error={promote.error}
          onDecide={(reason) =>
            promote.mutate({
              model: version.model,
              gate: gate?.id ?? null,
              ...(hasPassed ? { reason } : { override: reason }),
            })
          }
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
}

/** A model that took a day to learn is not gone by one press. */
function Remove({ version }: Pick<CandidateProps, 'version'>) {
  const [isOpen, setIsOpen] = useState(false);
  const remove = useMutation(operations.registry.remove.mutationOptions({ onError: (error) => reportFault(error) }));
  const close = (): void => setIsOpen(false);
  return (
    <>
      <Button size="small" color="error" loading={remove.isPending} onClick={() => setIsOpen(true)}>
        Remove
      </Button>
      {isOpen && (
        <Dialog open onClose={close} maxWidth="sm" fullWidth>
          <DialogTitle>Remove {nameOf(version)}</DialogTitle>
          <DialogContent>
            <Typography>
              Its folder is deleted for good: keep a copy if it may be wanted again. What it has scored, and the
              decisions about it, stay on record.
            </Typography>
          </DialogContent>
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <Button
              variant="contained"
              color="error"
              onClick={() => {
                close();
                remove.mutate({ model: version.model });
              }}
            >
              Delete its folder
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}

/** A version that may become current: what the gate says of it against the current one, and what can be done. */
export function CandidateView({ role, version }: CandidateProps) {
  const jobs = useJobs();
  const measure = useMutation(operations.registry.runGate.mutationOptions({ onError: (error) => reportFault(error) }));
  const isMeasuring = jobs.some(({ state, title }) => state === 'running' && title === `Gate of ${version.title}`);
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-label={`${stateWords[version.state]} ${nameOf(version)}`}
      sx={{ p: 1.5, display: 'grid', gap: 1, bgcolor: 'background.default' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1 }}>
        <Typography component="h3" variant="h3">
          {nameOf(version)}
        </Typography>
        <Typography variant="body2" color="textSecondary" sx={{ mr: 'auto' }}>
          {stateWords[version.state]}
        </Typography>
        <Button
          size="small"
          variant="outlined"
          disabled={role.gate === null || isMeasuring}
          loading={measure.isPending || isMeasuring}
          onClick={() => measure.mutate({ model: version.model })}
        >
          {version.gate === null ? 'Run the gate' : 'Run the gate again'}
        </Button>
        <Promote role={role} version={version} />
        {version.origin === 'own' && <Remove version={version} />}
      </Box>
      {version.gate === null ? (
        <Typography variant="body2" color="textSecondary">
          {role.gate === null
            ? 'The gate is not set yet: choose the sets that this site measures on first.'
            : 'The gate has not measured this version: whether it is as good as the current one is not known.'}
        </Typography>
      ) : (
        <GateReportView report={version.gate} />
      )}
    </Paper>
  );
}
