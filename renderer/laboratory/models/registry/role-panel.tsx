import { Box, Button, Link, Paper, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '../../../../main/contract/registry.ts';
import type { GateSet } from '../../../../main/domain/models/promotion.ts';
import { t } from '../../../shared/messages/messages.ts';
import { operations } from '../../../shared/client/client.ts';
import { formatTime } from '../../../shared/format/format.ts';
import { CandidateView } from './candidate-view.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { GateDialog } from './gate-dialog.tsx';
import { lineOfDecision, nameOf, thresholdWords, versionOf } from './registry-words.ts';
import { VersionTimeline } from './version-timeline.tsx';

function RollBack({ role }: { readonly role: Role }) {
  const [isOpen, setIsOpen] = useState(false);
  const rollBack = useMutation(operations.registry.rollBack.mutationOptions({ onSuccess: () => setIsOpen(false) }));
  const { data: cards } = useQuery(operations.models.list.queryOptions());
  const [current, previous] = [versionOf(role, role.current), versionOf(role, role.previous)];
  if (current === undefined || previous === undefined) return null;
  const sentences = [
    t('models:willScoreAgain', {
      model: nameOf(previous),
      role: role.id,
      thresholds: thresholdWords(previous, cards),
    }),
    t('models:willRetire', { model: nameOf(current) }),
  ];
  return (
    <>
      <Button size="small" variant="outlined" disabled={!previous.isInstalled} onClick={() => setIsOpen(true)}>
        {t('models:rollBackTo', { model: nameOf(previous) })}
      </Button>
      {isOpen && (
        <DecisionDialog
          title={t('models:rollBackTo', { model: nameOf(previous) })}
          sentences={sentences}
          action={t('models:rollBack')}
          reasonTitle={t('models:reasonOptional')}
          reasonLength={0}
          isPending={rollBack.isPending}
          error={rollBack.error}
          onDecide={(reason) => rollBack.mutate({ role: role.id, reason })}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
}

const setWords = ({ name, split }: GateSet): string =>
  split === null ? t('models:gateSet', { name }) : t('models:gateSetPart', { name, split: t(`models:part.${split}`) });

function GateSummary({ role }: { readonly role: Role }) {
  const [isOpen, setIsOpen] = useState(false);
  const { gate } = role;
  return (
    <Box sx={{ display: 'grid', gap: 0.5, justifyItems: 'start', alignContent: 'start' }}>
      <Typography component="h3" variant="h3" color="textSecondary">
        {t('models:gate')}
      </Typography>
      {gate === null ? (
        <Typography variant="body2">{t('models:gateNotSet')}</Typography>
      ) : (
        <Typography variant="body2">
          {t('models:gateSummary', {
            frozen: setWords(gate.frozen),
            validation: setWords(gate.validation),
            sensitivity: String(gate.targetSensitivity),
            aucMargin: String(gate.aucMargin),
            sensitivityMargin: String(gate.sensitivityMargin),
            calibrationError: String(gate.calibrationErrorLimit),
          })}
        </Typography>
      )}
      <Button size="small" variant="outlined" onClick={() => setIsOpen(true)}>
        {t(gate === null ? 'models:setGate' : 'models:changeGate')}
      </Button>
      {isOpen && <GateDialog role={role} onClose={() => setIsOpen(false)} />}
    </Box>
  );
}

function History({ role }: { readonly role: Role }) {
  const [isOpen, setIsOpen] = useState(false);
  const { data: decisions } = useQuery({
    ...operations.registry.history.queryOptions({ input: { role: role.id } }),
    enabled: isOpen,
  });
  return (
    <Box>
      <Link
        component="button"
        variant="body2"
        color="textSecondary"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t(isOpen ? 'models:hideHistory' : 'models:history')}
      </Link>
      {isOpen && (
        <Box
          component="ol"
          aria-label={t('models:decisionsFor', { role: role.id })}
          sx={{ listStyle: 'none', m: 0, mt: 0.75, p: 0, fontSize: '0.8125rem' }}
        >
          {decisions?.map((decision) => (
            <Box
              component="li"
              key={decision.id}
              sx={{
                display: 'grid',
                gridTemplateColumns: '190px 110px 1fr',
                gap: 1,
                py: 0.5,
                borderTop: '1px solid',
                borderColor: 'divider',
              }}
            >
              <Box sx={{ color: 'text.secondary' }}>{formatTime(decision.at)}</Box>
              <Box sx={{ color: decision.actor === 'overread' ? 'machine.main' : 'people.main' }}>{decision.actor}</Box>
              <Box sx={{ overflowWrap: 'anywhere' }}>{lineOfDecision(decision)}</Box>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}

/** All models for the same finding: the one in use, those that wait, those that were. */
export function RolePanel({ role }: { readonly role: Role }) {
  const current = versionOf(role, role.current);
  const others = role.versions.filter(
    ({ state, isInstalled, isExample }) => state !== 'current' && isInstalled && !isExample,
  );
  const hasOnlyExamples = role.versions.every(({ isExample }) => isExample);
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-label={t('models:roleRegion', { role: role.id })}
      sx={{ p: 2.5, display: 'grid', gap: 2 }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1.5 }}>
        <Typography component="h2" variant="h2">
          {role.id}
        </Typography>
        <Typography color="textSecondary" sx={{ mr: 'auto' }}>
          {current === undefined ? t('models:noCurrent') : t('models:inUse', { model: nameOf(current) })}
        </Typography>
        <RollBack role={role} />
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', md: '3fr 2fr' }, gap: 3 }}>
        <VersionTimeline role={role} />
        {!hasOnlyExamples && <GateSummary role={role} />}
      </Box>
      {others.map((version) => (
        <CandidateView key={`${version.model} ${version.fingerprint}`} role={role} version={version} />
      ))}
      <History role={role} />
    </Paper>
  );
}
