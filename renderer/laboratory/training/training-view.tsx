import { Box, Button, LinearProgress, Skeleton, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SettingField, TrainingView as View } from '../../../main/contract/training.ts';
import type { TrainingId } from '../../../main/domain/ids.ts';
import { explainChoice } from '../../../main/domain/training/training.ts';
import { operations } from '../../shared/client/client.ts';
import { reportFault } from '../../shared/faults/reported-faults.ts';
import { formatCount, formatDuration, formatPercent } from '../../shared/format/format.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { Panel } from '../../shared/components/panel.tsx';
import { queryClient } from '../../shared/client/query-client.ts';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';
import { AuditLines } from './new-training/data-column.tsx';
import { textOf } from './new-training/setting-text.ts';
import { TrainingCharts } from './training-charts.tsx';
import { bestOf, isUnderWay, phaseOf, stateWords, titleOf } from './training-words.ts';

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

/** One training: how it goes, what can be done about it, and what it was told. */
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
        <Told training={training} />
      </Box>
    </Box>
  );
}

function Header({ training, onAgain }: { readonly training: View; readonly onAgain: () => void }) {
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '240px minmax(0, 1fr) auto', gap: 3, alignItems: 'start' }}>
      <BigNumber training={training} />
      <Box sx={{ minWidth: 0, display: 'grid', gap: 0.75 }}>
        <Typography component="h1" variant="h1" noWrap>
          {titleOf(training)}
        </Typography>
        <Typography role="status">{phaseOf(training)}</Typography>
        <Progress training={training} />
        <Typography variant="body2" data-testid="choice">
          {training.ending ??
            explainChoice(training.epochs, {
              epochs: Number(training.settings['epochs']),
              patience: Number(training.settings['patience']),
            })}
        </Typography>
      </Box>
      <Buttons training={training} onAgain={onAgain} />
    </Box>
  );
}

function BigNumber({ training }: { readonly training: View }) {
  const best = bestOf(training);
  const validated = training.epochs.length;
  return (
    <Box data-testid="best-auc">
      <Typography variant="caption" color="textSecondary">
        Validation AUC{best === undefined ? '' : `, epoch ${best.epoch}`}
      </Typography>
      {best === undefined ? (
        <Typography sx={{ fontSize: '1.25rem', color: 'text.secondary', lineHeight: 1.6 }}>not measured yet</Typography>
      ) : (
        <>
          <Box sx={{ fontSize: '3rem', fontWeight: 600, lineHeight: 1.05, color: 'machine.main' }}>
            {best.auc.toFixed(3)}
          </Box>
          <Typography variant="body2" color="textSecondary">
            {best.aucInterval95 === null
              ? 'interval not kept'
              : `${best.aucInterval95[0].toFixed(3)}–${best.aucInterval95[1].toFixed(3)} (95 %), n ${best.validationImages ?? 'unknown'}`}
          </Typography>
          <Typography variant="caption" color="textSecondary">
            best of {validated} {validated === 1 ? 'epoch' : 'epochs'}; accuracy {formatPercent(best.accuracy)}
          </Typography>
        </>
      )}
    </Box>
  );
}

/** Of what is counted in a phase. */
const unitOf = ({ phase }: { readonly phase: string }): string =>
  phase === 'training' || phase === 'validating' ? 'steps' : 'images';

function Progress({ training: { progress, state } }: { readonly training: View }) {
  if (progress === null) return null;
  const { done, total, imagesPerSecond, secondsLeft, learningRate, loss } = progress;
  const facts = [
    total > 0 ? `${formatCount(done)} of ${formatCount(total)} ${unitOf(progress)}` : null,
    imagesPerSecond === null ? null : `${imagesPerSecond.toFixed(imagesPerSecond < 10 ? 1 : 0)} images/s`,
    secondsLeft === null ? null : `${formatDuration(secondsLeft)} left at most`,
    loss === null ? null : `loss ${loss.toFixed(3)}`,
    learningRate === null ? null : `rate ${learningRate.toPrecision(2)}`,
  ];
  return (
    <Box>
      <LinearProgress
        color="inherit"
        aria-label="Progress of the training"
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
          Pause
        </Button>
      )}
      {state === 'paused' && (
        <Button variant="contained" loading={resume.isPending} onClick={() => resume.mutate(input)}>
          Resume
        </Button>
      )}
      {isStarted && (
        <Button variant="outlined" loading={stop.isPending} onClick={() => stop.mutate(input)}>
          Stop and keep the best
        </Button>
      )}
      {canGoOn && (
        <Button
          variant={state === 'interrupted' ? 'contained' : 'outlined'}
          loading={resume.isPending}
          onClick={() => resume.mutate(input)}
        >
          Continue
        </Button>
      )}
      {made !== null && (
        <Button variant="contained" onClick={() => navigate(routes.models)}>
          Show the model
        </Button>
      )}
      {!isStarted && (
        <Button variant="outlined" onClick={onAgain}>
          Train again with changes
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
  const { network, datasetName, fingerprint, audit, notes, seconds, request, state } = training;
  return (
    <Panel title="Data and network">
      <Box component="dl" sx={facts}>
        <Fact title="State">{stateWords[state]}</Fact>
        <Fact title="Network">
          {network.name}, {formatCount(network.trainable)} of {formatCount(network.parameters)} parameters learn
        </Fact>
        <Fact title="Data">
          {datasetName}, fingerprint <code>{fingerprint.slice(0, 16)}</code>
        </Fact>
        <Fact title="Time">{formatDuration(seconds)}</Fact>
      </Box>
      <Typography component="h3" variant="h3" sx={{ mt: 1.5, mb: 0.5 }}>
        The audit as it stood
      </Typography>
      <AuditLines dataset={{ id: request.dataset, audit, fingerprint }} />
      {notes.map((note) => (
        <Typography key={note} variant="body2" color="textSecondary" sx={{ mt: 0.75 }}>
          {note}
        </Typography>
      ))}
    </Panel>
  );
}

/** What it was told by hand and by its recipe, in the page's words; the rest is as the defaults say. */
function Told({ training }: { readonly training: View }) {
  const { data: choices } = useQuery(operations.training.choices.queryOptions({ staleTime: Infinity }));
  const { request, settings } = training;
  const recipe = choices?.recipes.find(({ name }) => name === request.recipe);
  const told = new Set([...Object.keys(request.settings), ...Object.keys(recipe?.settings ?? {})]);
  const valueOf = ({ name, choices: values, whenEmpty }: SettingField): string => {
    const value = settings[name];
    return values.find((choice) => choice.value === value)?.title ?? (textOf(value) || (whenEmpty ?? 'none'));
  };
  const usual = [
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
  const fields = (choices?.fields ?? []).filter(({ name }) => told.has(name) || usual.includes(name));
  return (
    <Panel title="Settings" hint={recipe === undefined ? undefined : `Recipe: ${recipe.title}`}>
      <Box component="dl" sx={facts}>
        {fields.map((field) => (
          <Fact key={field.name} title={field.title}>
            <Box component="span" sx={{ fontWeight: Object.hasOwn(request.settings, field.name) ? 600 : undefined }}>
              {valueOf(field)}
            </Box>
          </Fact>
        ))}
      </Box>
    </Panel>
  );
}
