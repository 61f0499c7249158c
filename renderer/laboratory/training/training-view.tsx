import { Box, Button, LinearProgress, Skeleton, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { endingSentence } from '../../../main/contract/messages/training-sentences.ts';
import { choiceText, settingTitle } from '../../../main/contract/messages/setting-texts.ts';
import { settingFields, type SettingField } from '../../../main/contract/training-settings/setting-fields.ts';
import type { SettingName } from '../../../main/contract/training-settings/setting-table.ts';
import type { TrainingView as View } from '../../../main/contract/training.ts';
import type { TrainingId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { messageSentence } from '../../shared/faults/fault-text.ts';
import { reportFault } from '../../shared/faults/reported-faults.ts';
import { formatCount, formatDuration, formatPercent } from '../../shared/format/format.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { Panel } from '../../shared/components/panel.tsx';
import { queryClient } from '../../shared/client/query-client.ts';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';
import { AuditLines } from './new-training/data-column.tsx';
import { textOf } from './new-training/setting-text.ts';
import { TrainingCharts } from './training-charts.tsx';
import { bestOf, isUnderWay, phaseOf, trainingTitle } from './training-words.ts';

/** Puts the answer of a button at once where the events will bring it too. */
const keep = (training: View): void => {
  queryClient.setQueryData(operations.training.get.queryKey({ input: { training: training.id } }), (old) =>
    old === undefined ? old : { ...old, training },
  );
};

interface TrainingPageProps {
  readonly id: TrainingId;
  readonly onAgain: (training: View) => void;
}

/** One training: its progress, its buttons, and its settings. */
export function TrainingPage({ id, onAgain }: TrainingPageProps) {
  const { data, error, refetch } = useQuery(operations.training.get.queryOptions({ input: { training: id } }));
  if (error !== null && data === undefined)
    return (
      <Box sx={{ p: 2 }}>
        <FaultNotice error={error} onRetry={() => void refetch()} />
      </Box>
    );
  if (data === undefined) return <Skeleton sx={{ m: 2 }} height={600} />;
  const { training, steps } = data;
  return (
    <Box
      sx={{ height: '100%', overflowY: 'auto', p: 2, display: 'grid', gap: 1.5, alignContent: 'start' }}
      data-testid="training-page"
      data-state={training.state}
    >
      <Header training={training} onAgain={() => onAgain(training)} />
      <TrainingCharts training={training} steps={steps} />
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(320px, 1fr))' }}>
        <About training={training} />
        <Settings training={training} />
      </Box>
    </Box>
  );
}

function Header({ training, onAgain }: { readonly training: View; readonly onAgain: () => void }) {
  const { t } = useTranslation('training');
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '240px minmax(0, 1fr) auto', gap: 3, alignItems: 'start' }}>
      <BigNumber training={training} />
      <Box sx={{ minWidth: 0, display: 'grid', gap: 0.75 }}>
        <Typography component="h1" variant="h1" noWrap>
          {trainingTitle(training)}
        </Typography>
        <Typography role="status">{phaseOf(t, training)}</Typography>
        <Progress training={training} />
        <Typography variant="body2" data-testid="choice">
          {endingSentence(training)}
        </Typography>
      </Box>
      <Buttons training={training} onAgain={onAgain} />
    </Box>
  );
}

function BigNumber({ training }: { readonly training: View }) {
  const { t } = useTranslation('training');
  const best = bestOf(training);
  const validated = training.epochs.length;
  return (
    <Box data-testid="best-auc">
      <Typography variant="caption" color="textSecondary">
        {best === undefined ? t('validationAuc') : t('validationAucOf', { epoch: best.epoch })}
      </Typography>
      {best === undefined ? (
        <Typography sx={{ fontSize: '1.25rem', color: 'text.secondary', lineHeight: 1.6 }}>
          {t('notMeasured')}
        </Typography>
      ) : (
        <>
          <Box sx={{ fontSize: '3rem', fontWeight: 600, lineHeight: 1.05, color: 'machine.main' }}>
            {best.auc.toFixed(3)}
          </Box>
          <Typography variant="body2" color="textSecondary">
            {best.aucInterval95 === null
              ? t('intervalMissing')
              : t('interval', {
                  low: best.aucInterval95[0].toFixed(3),
                  high: best.aucInterval95[1].toFixed(3),
                  images: best.validationImages ?? t('unknown'),
                })}
          </Typography>
          <Typography variant="caption" color="textSecondary">
            {t('bestOf', { count: validated, accuracy: formatPercent(best.accuracy) })}
          </Typography>
        </>
      )}
    </Box>
  );
}

function Progress({ training: { progress, state } }: { readonly training: View }) {
  const { t } = useTranslation('training');
  if (progress === null) return null;
  const unit = progress.phase === 'training' || progress.phase === 'validating' ? 'steps' : 'images';
  const { done, total, imagesPerSecond, secondsLeft, learningRate, loss } = progress;
  const facts = [
    total > 0 ? t(unit, { done: formatCount(done), total: formatCount(total) }) : null,
    imagesPerSecond === null
      ? null
      : t('imagesPerSecond', { rate: imagesPerSecond.toFixed(imagesPerSecond < 10 ? 1 : 0) }),
    secondsLeft === null ? null : t('timeLeft', { duration: formatDuration(secondsLeft) }),
    loss === null ? null : t('lossNow', { loss: loss.toFixed(3) }),
    learningRate === null ? null : t('rateNow', { rate: learningRate.toPrecision(2) }),
  ];
  return (
    <Box>
      <LinearProgress
        color="inherit"
        aria-label={t('progress')}
        variant={total === 0 && state === 'running' ? 'indeterminate' : 'determinate'}
        value={total === 0 ? 0 : (100 * done) / total}
        sx={{ height: 6, borderRadius: 1, mb: 0.5, '& .MuiLinearProgress-bar': { transition: 'none' } }}
      />
      <Typography variant="body2" color="textSecondary" data-testid="pace">
        {facts.filter((fact) => fact !== null).join(' · ')}
      </Typography>
    </Box>
  );
}

function Buttons({ training, onAgain }: { readonly training: View; readonly onAgain: () => void }) {
  const { t } = useTranslation('training');
  const navigate = useNavigate();
  const options = { onSuccess: keep, onError: (error: unknown) => reportFault(error) };
  const pause = useMutation(operations.training.pause.mutationOptions(options));
  const resume = useMutation(operations.training.resume.mutationOptions(options));
  const stop = useMutation(operations.training.stop.mutationOptions(options));
  const { id, state, made } = training;
  const input = { training: id };
  const isStarted = isUnderWay(training);
  const canGoOn = state === 'interrupted' || state === 'stopped' || state === 'failed';
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', justifyContent: 'end' }}>
      {isStarted && state !== 'paused' && (
        <Button variant="outlined" loading={pause.isPending} onClick={() => pause.mutate(input)}>
          {t('pause')}
        </Button>
      )}
      {state === 'paused' && (
        <Button variant="contained" loading={resume.isPending} onClick={() => resume.mutate(input)}>
          {t('resume')}
        </Button>
      )}
      {isStarted && (
        <Button variant="outlined" loading={stop.isPending} onClick={() => stop.mutate(input)}>
          {t('stop')}
        </Button>
      )}
      {canGoOn && (
        <Button
          variant={state === 'interrupted' ? 'contained' : 'outlined'}
          loading={resume.isPending}
          onClick={() => resume.mutate(input)}
        >
          {t('continue')}
        </Button>
      )}
      {made !== null && (
        <Button variant="contained" onClick={() => navigate(routes.models)}>
          {t('showModel')}
        </Button>
      )}
      {!isStarted && (
        <Button variant="outlined" onClick={onAgain}>
          {t('again')}
        </Button>
      )}
    </Box>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {title}
      </Box>
      <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
        {children}
      </Box>
    </>
  );
}

const facts = {
  m: 0,
  display: 'grid',
  gridTemplateColumns: 'max-content minmax(0, 1fr)',
  columnGap: 2,
  rowGap: 0.5,
  fontSize: '0.8125rem',
} as const;

function About({ training }: { readonly training: View }) {
  const { t } = useTranslation('training');
  const { network, datasetName, fingerprint, audit, notes, seconds, request, state } = training;
  return (
    <Panel title={t('about')}>
      <Box component="dl" sx={facts}>
        <Fact title={t('facts.state')}>{t(`state.${state}`)}</Fact>
        <Fact title={t('facts.network')}>
          {t('facts.networkValue', {
            name: network.name,
            trainable: formatCount(network.trainable),
            all: formatCount(network.parameters),
          })}
        </Fact>
        <Fact title={t('facts.data')}>
          {t('facts.dataValue', { name: datasetName })} <code>{fingerprint.slice(0, 16)}</code>
        </Fact>
        <Fact title={t('facts.time')}>{formatDuration(seconds)}</Fact>
      </Box>
      <Typography component="h3" variant="h3" sx={{ mt: 1.5, mb: 0.5 }}>
        {t('auditThen')}
      </Typography>
      <AuditLines dataset={{ id: request.dataset, audit, fingerprint }} />
      {notes.map(messageSentence).map((note) => (
        <Typography key={note} variant="body2" color="textSecondary" sx={{ mt: 0.75 }}>
          {note}
        </Typography>
      ))}
    </Panel>
  );
}

/** Shown whether or not they were set. */
const usual: readonly SettingName[] = [
  'train',
  'epochs',
  'patience',
  'batch',
  'learningRate',
  'schedule',
  'loss',
  'sampling',
  'augmentationKind',
  'size',
];

/** Settings by hand and of the recipe; the others have their defaults. */
function Settings({ training }: { readonly training: View }) {
  const { t } = useTranslation(['training', 'trainingSettings']);
  const { data: choices } = useQuery(operations.training.choices.queryOptions({ staleTime: Infinity }));
  const { request, settings } = training;
  const recipe = choices?.recipes.find(({ name }) => name === request.recipe);
  const given = new Set([...Object.keys(request.settings), ...Object.keys(recipe?.settings ?? {})]);
  const valueOf = (field: SettingField): string => {
    const value = settings[field.name];
    if (field.choices.some((choice) => choice === value)) return choiceText(t, field, value);
    const empty = field.whenEmpty === null ? t('none') : t(`trainingSettings:empty.${field.whenEmpty}`);
    return textOf(value) || empty;
  };
  const fields = settingFields.filter(({ name }) => given.has(name) || usual.includes(name));
  return (
    <Panel title={t('settings')} hint={recipe === undefined ? undefined : t('recipeOf', { title: recipe.title })}>
      <Box component="dl" sx={facts}>
        {fields.map((field) => (
          <Fact key={field.name} title={settingTitle(t, field.name)}>
            <Box component="span" sx={{ fontWeight: Object.hasOwn(request.settings, field.name) ? 600 : undefined }}>
              {valueOf(field)}
            </Box>
          </Fact>
        ))}
      </Box>
    </Panel>
  );
}
