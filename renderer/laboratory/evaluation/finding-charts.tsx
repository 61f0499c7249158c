import { Box, useMediaQuery } from '@mui/material';
import type { FindingReport } from '../../../main/domain/evaluation/report.ts';
import { ChartFrame } from '../../shared/charts/chart-frame.tsx';
import { ConfusionMatrix } from '../../shared/charts/confusion-matrix.tsx';
import { DecisionCurve } from '../../shared/charts/decision-curve.tsx';
import { matrixFigure } from '../../shared/charts/matrix-figure.ts';
import { ProbabilityHistogram } from '../../shared/charts/probability-histogram.tsx';
import { ReliabilityChart } from '../../shared/charts/reliability-chart.tsx';
import type { CsvRows } from '../../../main/domain/csv.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { t } from '../../shared/messages/messages.ts';
import { PrecisionRecallPanel, RocPanel, type CurvePanelProps } from './curve-panels.tsx';

/** Pixels; more where the window has room, so that the first row stands whole above the images. */
function useChartHeight(): number {
  const isTall = useMediaQuery('(min-height: 1000px)');
  const isVeryTall = useMediaQuery('(min-height: 1300px)');
  return isVeryTall ? 420 : isTall ? 330 : 260;
}

function MatrixPanel({ finding, rates: { counts }, state, dispatch, height, stem }: CurvePanelProps) {
  const { selection } = state;
  const label = formatLabel(finding.label);
  const names = [label, t('evaluation:no', { finding: label })];
  const open = selection.kind === 'cell' ? ([Number(!selection.truth), Number(!selection.called)] as const) : undefined;
  const cells = [
    [counts.truePositives, counts.falseNegatives],
    [counts.falsePositives, counts.trueNegatives],
  ] as const;
  return (
    <ChartFrame
      title={t('evaluation:confusionMatrix')}
      hint={t('evaluation:at', { threshold: formatProbability(state.threshold) })}
      height={height}
      fileName={`${stem}-confusion-matrix`}
      figure={() =>
        matrixFigure({
          truths: names,
          predictions: names,
          counts: cells,
          truthTitle: t('charts:truth'),
          predictionTitle: t('charts:prediction'),
        })
      }
      table={() => [
        ['truth', 'prediction', 'threshold', 'images'],
        ...cells.flatMap((row, truth) =>
          row.map((count, prediction) => [names[truth] ?? '', names[prediction] ?? '', state.threshold, count]),
        ),
      ]}
    >
      {(tall) => (
        <Box sx={{ height: tall }} data-testid="matrix">
          <ConfusionMatrix
            truths={names}
            predictions={names}
            counts={cells}
            open={open}
            onOpen={(truth, prediction) =>
              dispatch({ type: 'selected', selection: { kind: 'cell', truth: truth === 0, called: prediction === 0 } })
            }
          />
        </Box>
      )}
    </ChartFrame>
  );
}

const reliabilityTable = ({ calibration }: FindingReport): CsvRows => [
  ['from', 'to', 'n', 'mean probability', 'observed', 'low 95 %', 'high 95 %'],
  ...calibration.bins.map(({ from, to, n, meanProbability, observed }) => [
    from,
    to,
    n,
    meanProbability,
    observed?.value ?? null,
    observed?.interval95[0] ?? null,
    observed?.interval95[1] ?? null,
  ]),
];

const decisionTable = ({ decisionCurve }: FindingReport): CsvRows => [
  ['threshold', 'net benefit', 'low 95 %', 'high 95 %', 'net benefit of acting on all'],
  ...decisionCurve.map(({ threshold, model, all }) => [threshold, model.value, ...model.interval95, all]),
];

function CalibrationPanels({ finding, state, dispatch, height, stem }: CurvePanelProps) {
  const { calibration } = finding;
  const label = formatLabel(finding.label);
  return (
    <>
      <ChartFrame
        title={t('evaluation:reliability')}
        hint={t('evaluation:reliabilityHint', {
          error: calibration.expectedCalibrationError.value.toFixed(3),
          brier: calibration.brier.value.toFixed(3),
        })}
        height={height}
        fileName={`${stem}-reliability`}
        table={() => reliabilityTable(finding)}
      >
        {(tall) => (
          <ReliabilityChart
            label={label}
            bins={calibration.bins}
            height={tall}
            onOpen={({ from, to }) => dispatch({ type: 'selected', selection: { kind: 'bin', from, to, truth: null } })}
          />
        )}
      </ChartFrame>
      <ChartFrame
        title={t('evaluation:decisionCurve')}
        hint={t('evaluation:decisionHint')}
        height={height}
        fileName={`${stem}-decision-curve`}
        table={() => decisionTable(finding)}
      >
        {(tall) => (
          <DecisionCurve label={label} points={finding.decisionCurve} threshold={state.threshold} height={tall} />
        )}
      </ChartFrame>
    </>
  );
}

/** The charts of a finding: what moves with the threshold, and what tells where to put it. */
export function FindingCharts(props: Omit<CurvePanelProps, 'height'>) {
  const { finding, state, dispatch, stem } = props;
  const { calibration } = finding;
  const height = useChartHeight();
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
        '@media (min-width: 2200px)': { gridTemplateColumns: 'repeat(6, minmax(0, 1fr))' },
      }}
    >
      <RocPanel {...props} height={height} />
      <MatrixPanel {...props} height={height} />
      <ChartFrame
        title={t('evaluation:probabilities')}
        hint={t('evaluation:dragThreshold')}
        height={height}
        fileName={`${stem}-probabilities`}
        table={() => [
          ['from', 'to', 'with the finding', 'without it'],
          ...calibration.histogram.map(({ from, to, positives, negatives }) => [from, to, positives, negatives]),
        ]}
      >
        {(tall) => (
          <ProbabilityHistogram
            label={formatLabel(finding.label)}
            bins={calibration.histogram}
            threshold={state.threshold}
            onThreshold={(threshold) => dispatch({ type: 'thresholdMoved', threshold })}
            onOpen={({ from, to }, truth) =>
              dispatch({ type: 'selected', selection: { kind: 'bin', from, to, truth } })
            }
            height={tall}
          />
        )}
      </ChartFrame>
      <PrecisionRecallPanel {...props} height={height} />
      <CalibrationPanels {...props} height={height} />
    </Box>
  );
}
