import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Paper, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { gateCheckTitle } from '../../../../main/contract/messages/gate-sentences.ts';
import type { RegisteredVersion, Role } from '../../../../main/contract/registry.ts';
import { t } from '../../../shared/messages/messages.ts';
import { operations } from '../../../shared/client/client.ts';
import { reportFault } from '../../../shared/faults/reported-faults.ts';
import { useJobs } from '../../../shared/jobs/use-jobs.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import { GateReportView } from './gate-report.tsx';
import { nameOf, versionOf } from './registry-words.ts';

interface CandidateProps {
  readonly role: Role;
  readonly version: RegisteredVersion;
}

/** The consequences of a promotion. */
function consequences(role: Role, version: RegisteredVersion): readonly string[] {
  const current = versionOf(role, role.current);
  const model = nameOf(version);
  const points = (version.gate?.points ?? [])
    .map(({ label, threshold }) => t('models:pointFrom', { label, threshold: threshold.toFixed(3) }))
    .join(', ');
  return [
    current === undefined
      ? t('models:willScore', { model, role: role.id })
      : t('models:willReplace', { model, role: role.id, current: nameOf(current) }),
    points === '' ? t('models:thresholdOfCard') : t('models:thresholdChosen', { points }),
    t('models:staysScored'),
  ];
}

function Promote({ role, version }: CandidateProps) {
  const [isOpen, setIsOpen] = useState(false);
  const promote = useMutation(operations.registry.promote.mutationOptions({ onSuccess: () => setIsOpen(false) }));
  const { gate } = version;
  const hasPassed = gate?.hasPassed ?? false;
  const override =
    gate === null
      ? t('models:overridesNotRun')
      : t('models:overrides', {
          checks: gate.checks
            .filter(({ verdict }) => verdict !== 'passed')
            .map(gateCheckTitle)
            .join(', '),
        });
  const sentences = hasPassed ? consequences(role, version) : [override, ...consequences(role, version)];
  return (
    <>
      <Button size="small" variant={hasPassed ? 'contained' : 'outlined'} onClick={() => setIsOpen(true)}>
        {t(hasPassed ? 'models:promote' : 'models:overrideGate')}
      </Button>
      {isOpen && (
        <DecisionDialog
          title={t(hasPassed ? 'models:promoteModel' : 'models:overrideFor', { model: nameOf(version) })}
          sentences={sentences}
          action={t(hasPassed ? 'models:promote' : 'models:promoteByOverride')}
          reasonTitle={t(hasPassed ? 'models:reasonOptional' : 'models:reasonOverride')}
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
        {t('models:remove')}
      </Button>
      {isOpen && (
        <Dialog open onClose={close} maxWidth="sm" fullWidth>
          <DialogTitle>{t('models:removeModel', { model: nameOf(version) })}</DialogTitle>
          <DialogContent>
            <Typography>{t('models:removeExplained')}</Typography>
          </DialogContent>
          <DialogActions>
            <Button onClick={close}>{t('common:cancel')}</Button>
            <Button
              variant="contained"
              color="error"
              onClick={() => {
                close();
                remove.mutate({ model: version.model });
              }}
            >
              {t('models:deleteFolder')}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}

/** A version that may become current: the gate's report on it, and what can be done with it. */
export function CandidateView({ role, version }: CandidateProps) {
  const jobs = useJobs();
  const measure = useMutation(operations.registry.runGate.mutationOptions({ onError: (error) => reportFault(error) }));
  const state = t(`models:state.${version.state}`);
  const isMeasuring = jobs.some(
    ({ state, title }) => state === 'running' && title.code === 'work.gate' && title.details.model === version.title,
  );
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-label={t('models:version', { state, model: nameOf(version) })}
      sx={{ p: 1.5, display: 'grid', gap: 1, bgcolor: 'background.default' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1 }}>
        <Typography component="h3" variant="h3">
          {nameOf(version)}
        </Typography>
        <Typography variant="body2" color="textSecondary" sx={{ mr: 'auto' }}>
          {state}
        </Typography>
        <Button
          size="small"
          variant="outlined"
          disabled={role.gate === null || isMeasuring}
          loading={measure.isPending || isMeasuring}
          onClick={() => measure.mutate({ model: version.model })}
        >
          {t(version.gate === null ? 'models:runGate' : 'models:runGateAgain')}
        </Button>
        <Promote role={role} version={version} />
        {version.origin === 'own' && <Remove version={version} />}
      </Box>
      {version.gate === null ? (
        <Typography variant="body2" color="textSecondary">
          {t(role.gate === null ? 'models:gateFirst' : 'models:gateNotRun')}
        </Typography>
      ) : (
        <GateReportView report={version.gate} />
      )}
    </Paper>
  );
}
