import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { StepPoint, Training } from '../../../main/contract/training.ts';
import { CurveChart, type Curve } from '../../shared/charts/curve-chart.tsx';
import { Panel } from '../../shared/components/panel.tsx';
import { bestOf } from './training-words.ts';

interface TrainingChartsProps {
  readonly training: Training;
  readonly steps: readonly StepPoint[];
}

const height = 230;
const machine = 'var(--mui-palette-machine-main)';
const quiet = 'var(--mui-palette-text-secondary)';
const strong = 'var(--mui-palette-text-primary)';

/** A little air around the values. */
function domainOf(
  values: readonly number[],
  [low, high]: readonly [number, number] = [Infinity, -Infinity],
): readonly [number, number] {
  const [least, most] = [Math.min(low, ...values), Math.max(high, ...values)];
  if (!Number.isFinite(least) || !Number.isFinite(most)) return [0, 1];
  const air = Math.max((most - least) * 0.08, 1e-4);
  return [least - air, most + air];
}

const threeDigits = (value: number): string => String(Number(value.toPrecision(3)));
const small = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(0) : threeDigits(value);

/** Epochs that were planned, or as many as there are so far where that is much less. */
function epochsShown({ epochs, settings }: Training, steps: readonly StepPoint[]): number {
  const reached = Math.max(epochs.length, steps.at(-1)?.epochs ?? 0);
  return Math.max(1, Math.min(Number(settings['epochs']), Math.ceil(Math.max(reached * 1.25, reached + 1))));
}

function Key({ entries }: { readonly entries: readonly (readonly [title: string, colour: string, dash?: string])[] }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 1.25 }}>
      {entries.map(([title, colour, dash]) => (
        <Box key={title} component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
          <svg width="18" height="4" aria-hidden>
            <line x1="0" x2="18" y1="2" y2="2" stroke={colour} strokeWidth="2.5" strokeDasharray={dash} />
          </svg>
          {title}
        </Box>
      ))}
    </Box>
  );
}

function LossChart({ training, steps }: TrainingChartsProps) {
  const { t } = useTranslation('training');
  const { epochs } = training;
  const curves: Curve[] = [
    {
      id: 'steps',
      title: t('keyStep'),
      style: { colour: quiet, dash: undefined },
      points: steps.map(({ epochs: x, loss: y }) => ({ x, y })),
    },
    {
      id: 'training',
      title: t('keyTraining'),
      style: { colour: strong, dash: '6 3' },
      points: epochs.map(({ epoch: x, trainingLoss: y }) => ({ x, y })),
    },
    {
      id: 'validation',
      title: t('keyValidation'),
      style: { colour: machine, dash: undefined },
      points: epochs.map(({ epoch: x, validationLoss: y }) => ({ x, y })),
    },
  ];
  const values = curves.flatMap(({ points }) => points.map(({ y }) => y));
  return (
    <Panel
      title={t('loss')}
      hint={
        <Key
          entries={[
            [t('keyStep'), quiet],
            [t('keyTraining'), strong, '6 3'],
            [t('keyValidation'), machine],
          ]}
        />
      }
    >
      <CurveChart
        summary={t('lossSummary', { count: epochs.length })}
        height={height}
        x={{ title: t('epochs'), domain: [0, epochsShown(training, steps)] }}
        y={{ title: t('loss'), domain: domainOf(values), format: threeDigits }}
        curves={curves}
      />
    </Panel>
  );
}

function AucChart({ training, steps }: TrainingChartsProps) {
  const { t } = useTranslation('training');
  const { epochs } = training;
  const best = bestOf(training);
  const band = epochs.flatMap(({ epoch, aucInterval95 }) =>
    aucInterval95 === null ? [] : [{ x: epoch, low: aucInterval95[0], high: aucInterval95[1] }],
  );
  const values = [...epochs.map(({ auc }) => auc), ...band.flatMap(({ low, high }) => [low, high])];
  const [low, high] = domainOf(values);
  const summary = t('aucSummary', { count: epochs.length });
  return (
    <Panel title={t('validationAuc')} hint={<Key entries={[[t('keyInterval'), machine]]} />}>
      <CurveChart
        summary={best === undefined ? summary : t('aucBest', { summary, auc: best.auc.toFixed(3), epoch: best.epoch })}
        height={height}
        x={{ title: t('epochs'), domain: [0, epochsShown(training, steps)] }}
        y={{ title: t('auc'), domain: [Math.max(0, low), Math.min(1, high)], format: (value) => value.toFixed(3) }}
        curves={[
          {
            id: 'auc',
            title: t('auc'),
            style: { colour: machine, dash: undefined },
            points: epochs.map(({ epoch: x, auc: y }) => ({ x, y })),
            band,
          },
        ]}
        notes={best === undefined ? [] : [{ x: best.epoch, y: best.auc, text: t('epochKept', { epoch: best.epoch }) }]}
      />
    </Panel>
  );
}

function RateChart({ training, steps }: TrainingChartsProps) {
  const { t } = useTranslation('training');
  const { epochs, settings } = training;
  const points =
    steps.length > 0
      ? steps.map(({ epochs: x, learningRate: y }) => ({ x, y }))
      : epochs.map(({ epoch: x, learningRate: y }) => ({ x, y }));
  return (
    <Panel title={t('rate')}>
      <CurveChart
        summary={t('rateSummary')}
        height={height}
        x={{ title: t('epochs'), domain: [0, epochsShown(training, steps)] }}
        y={{ title: t('rate'), domain: [0, Number(settings['learningRate']) * 1.05], format: small }}
        curves={[{ id: 'rate', title: t('rate'), style: { colour: strong, dash: undefined }, points }]}
      />
    </Panel>
  );
}

/** How it learns, live. */
export function TrainingCharts(props: TrainingChartsProps) {
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(320px, 1fr))' }}>
      <AucChart {...props} />
      <LossChart {...props} />
      <RateChart {...props} />
    </Box>
  );
}
