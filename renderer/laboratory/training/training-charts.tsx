import { Box } from '@mui/material';
import type { StepPoint, Training } from '../../../main/contract/training.ts';
import { CurveChart, type Curve } from '../../shared/charts/curve-chart.tsx';
import { Panel } from '../../shared/components/panel.tsx';
import { bestOf } from './training-words.ts';

interface TrainingChartsProps {
  readonly training: Training;
  /** Of this run of the program. */
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
  const { epochs } = training;
  const curves: Curve[] = [
    {
      id: 'steps',
      title: 'training, step by step',
      style: { colour: quiet, dash: undefined },
      points: steps.map(({ epochs: x, loss: y }) => ({ x, y })),
    },
    {
      id: 'training',
      title: 'training',
      style: { colour: strong, dash: '6 3' },
      points: epochs.map(({ epoch: x, trainingLoss: y }) => ({ x, y })),
    },
    {
      id: 'validation',
      title: 'validation',
      style: { colour: machine, dash: undefined },
      points: epochs.map(({ epoch: x, validationLoss: y }) => ({ x, y })),
    },
  ];
  const values = curves.flatMap(({ points }) => points.map(({ y }) => y));
  return (
    <Panel
      title="Loss"
      hint={
        <Key
          entries={[
            ['steps', quiet],
            ['training', strong, '6 3'],
            ['validation', machine],
          ]}
        />
      }
    >
      <CurveChart
        summary={`Loss over ${epochs.length} epochs of training and validation`}
        height={height}
        x={{ title: 'Epochs', domain: [0, epochsShown(training, steps)] }}
        y={{ title: 'Loss', domain: domainOf(values), format: threeDigits }}
        curves={curves}
      />
    </Panel>
  );
}

function AucChart({ training, steps }: TrainingChartsProps) {
  const { epochs } = training;
  const best = bestOf(training);
  const band = epochs.flatMap(({ epoch, aucInterval95 }) =>
    aucInterval95 === null ? [] : [{ x: epoch, low: aucInterval95[0], high: aucInterval95[1] }],
  );
  const values = [...epochs.map(({ auc }) => auc), ...band.flatMap(({ low, high }) => [low, high])];
  const [low, high] = domainOf(values);
  return (
    <Panel title="Validation AUC" hint={<Key entries={[['with its 95 % interval', machine]]} />}>
      <CurveChart
        summary={`Validation AUC over ${epochs.length} epochs${best === undefined ? '' : `, best ${best.auc.toFixed(3)} in epoch ${best.epoch}`}`}
        height={height}
        x={{ title: 'Epochs', domain: [0, epochsShown(training, steps)] }}
        y={{ title: 'AUC', domain: [Math.max(0, low), Math.min(1, high)], format: (value) => value.toFixed(3) }}
        curves={[
          {
            id: 'auc',
            title: 'AUC',
            style: { colour: machine, dash: undefined },
            points: epochs.map(({ epoch: x, auc: y }) => ({ x, y })),
            band,
          },
        ]}
        notes={best === undefined ? [] : [{ x: best.epoch, y: best.auc, text: `Epoch ${best.epoch} is kept` }]}
      />
    </Panel>
  );
}

function RateChart({ training, steps }: TrainingChartsProps) {
  const { epochs, settings } = training;
  const points =
    steps.length > 0
      ? steps.map(({ epochs: x, learningRate: y }) => ({ x, y }))
      : epochs.map(({ epoch: x, learningRate: y }) => ({ x, y }));
  return (
    <Panel title="Learning rate">
      <CurveChart
        summary="Learning rate over the epochs"
        height={height}
        x={{ title: 'Epochs', domain: [0, epochsShown(training, steps)] }}
        y={{ title: 'Rate', domain: [0, Number(settings['learningRate']) * 1.05], format: small }}
        curves={[{ id: 'rate', title: 'Learning rate', style: { colour: strong, dash: undefined }, points }]}
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
