import { Box, Button, useMediaQuery } from '@mui/material';
import { useMemo, useState, type Dispatch } from 'react';
import type { BinaryRates, FindingReport, RocCurve } from '../../../main/domain/evaluation/report.ts';
import { CloserButton, closerRoc } from '../../shared/charts/closer-button.tsx';
import { ConfusionMatrix } from '../../shared/charts/confusion-matrix.tsx';
import type { Point } from '../../shared/charts/point.ts';
import { CurveChart, type OperatingMark } from '../../shared/charts/curve-chart.tsx';
import { DecisionCurve } from '../../shared/charts/decision-curve.tsx';
import type { SeriesStyle } from '../../shared/charts/series-style.ts';
import { ProbabilityHistogram } from '../../shared/charts/probability-histogram.tsx';
import { ReliabilityChart } from '../../shared/charts/reliability-chart.tsx';
import { formatLabel, formatProbability } from '../../shared/format/format.ts';
import { Panel } from '../../shared/components/panel.tsx';
import type { Exploration, ExplorationAction } from './exploration.ts';

/** Pixels; more where the window has room, so that the first row stands whole above the cases. */
function useChartHeight(): number {
  return useMediaQuery('(min-height: 1000px)') ? 330 : 250;
}

interface FindingChartsProps {
  readonly finding: FindingReport;
  readonly style: SeriesStyle;
  readonly rates: BinaryRates;
  readonly state: Exploration;
  readonly dispatch: Dispatch<ExplorationAction>;
}

type ChartProps = FindingChartsProps & { readonly height: number };

const unit = [0, 1] as const;

/** The point of the curve that a threshold gives: the last one whose own threshold is not below it. */
function stopAt(thresholds: readonly number[], threshold: number): number {
  return Math.max(
    0,
    thresholds.findLastIndex((one) => one >= threshold),
  );
}

/** Halfway to the next score below, so that no rounding tips the case that decided the point. */
function thresholdAt(thresholds: readonly number[], stop: number): number {
  const [own, next] = [thresholds[stop]!, thresholds[stop + 1] ?? 0];
  return Math.min(1, (own + next) / 2);
}

interface MarkOptions {
  readonly label: string;
  /** Of the stops, by falling threshold. */
  readonly thresholds: readonly number[];
  readonly stops: readonly Point[];
  readonly at: Point;
  readonly text: string;
  readonly threshold: number;
  readonly dispatch: Dispatch<ExplorationAction>;
}

const markOf = ({ label, thresholds, stops, at, text, threshold, dispatch }: MarkOptions): OperatingMark => ({
  ...at,
  label,
  text,
  stops,
  stop: stopAt(thresholds, threshold),
  onMove: (stop) => dispatch({ type: 'thresholdMoved', threshold: thresholdAt(thresholds, stop) }),
});

const rate = (estimate: BinaryRates['accuracy']): string => estimate?.value.toFixed(3) ?? 'not defined';

function rocPoints({ points }: RocCurve): readonly Point[] {
  return points.map(({ falsePositiveRate, sensitivity }) => ({ x: falsePositiveRate, y: sensitivity }));
}

/** Where the presets lie on the ROC curve. */
const presetNotes = ({ atThresholds }: FindingReport) =>
  atThresholds.flatMap(({ threshold, rule, sensitivity, specificity }) =>
    sensitivity === null || specificity === null
      ? []
      : [{ x: 1 - specificity.value, y: sensitivity.value, text: `${formatProbability(threshold)}: ${rule}` }],
  );

function NearButton({ dispatch }: Pick<FindingChartsProps, 'dispatch'>) {
  return (
    <Button
      size="small"
      color="inherit"
      onClick={() => dispatch({ type: 'selected', selection: { kind: 'near' } })}
      sx={{ minHeight: 24, py: 0, px: 0.75, fontSize: '0.75rem' }}
    >
      Cases at the point
    </Button>
  );
}

function Roc({ finding, style, rates, state, dispatch, height }: ChartProps) {
  const [isCloser, setCloser] = useState(false);
  const { roc, label } = finding;
  const curves = useMemo(
    () => (roc === null ? [] : [{ id: 'roc', title: 'ROC', style, points: rocPoints(roc), band: roc.band }]),
    [roc, style],
  );
  if (roc === null) return <NotDefined what="ROC curve" height={height} />;
  const at = { x: 1 - (rates.specificity?.value ?? 0), y: rates.sensitivity?.value ?? 0 };
  const text = `Threshold ${formatProbability(state.threshold)}: sensitivity ${rate(rates.sensitivity)}, specificity ${rate(rates.specificity)}`;
  return (
    <Panel
      title="ROC curve"
      hint={
        <>
          <CloserButton isCloser={isCloser} onChange={setCloser} />
          <NearButton dispatch={dispatch} />
        </>
      }
    >
      <CurveChart
        summary={`ROC curve for ${formatLabel(label)} with its 95 % band; area ${finding.auc?.value.toFixed(3) ?? 'not defined'}. ${text}.`}
        x={{ title: 'False positive rate (1 − specificity)', domain: isCloser ? closerRoc.x : unit }}
        y={{ title: 'Sensitivity', domain: isCloser ? closerRoc.y : unit }}
        height={height}
        curves={curves}
        chance="diagonal"
        notes={presetNotes(finding)}
        mark={markOf({
          label: 'Point on the ROC curve',
          thresholds: roc.points.map(({ threshold }) => threshold),
          stops: curves[0]!.points,
          at,
          text,
          threshold: state.threshold,
          dispatch,
        })}
      />
    </Panel>
  );
}

function PrecisionRecall({ finding, style, rates, state, dispatch, height }: ChartProps) {
  const { precisionRecall, label } = finding;
  const curves = useMemo(() => {
    if (precisionRecall === null) return [];
    const points = precisionRecall.points.map(({ recall, precision }) => ({ x: recall, y: precision }));
    return [{ id: 'pr', title: 'Precision–recall', style, points, band: precisionRecall.band }];
  }, [precisionRecall, style]);
  if (precisionRecall === null) return <NotDefined what="Precision–recall curve" height={height} />;
  const { positivePredictiveValue: precision, sensitivity: recall } = rates;
  const text = `Threshold ${formatProbability(state.threshold)}: recall ${rate(recall)}, precision ${rate(precision)}`;
  return (
    <Panel title="Precision–recall curve" hint={`chance: ${precisionRecall.shareOfPositives.toFixed(2)}`}>
      <CurveChart
        summary={`Precision–recall curve for ${formatLabel(label)}; average precision ${finding.averagePrecision?.value.toFixed(3) ?? 'not defined'}. ${text}.`}
        x={{ title: 'Recall (sensitivity)', domain: unit }}
        y={{ title: 'Precision (PPV)', domain: unit }}
        height={height}
        curves={curves}
        chance={precisionRecall.shareOfPositives}
        mark={markOf({
          label: 'Point on the precision–recall curve',
          thresholds: precisionRecall.points.map(({ threshold }) => threshold),
          stops: curves[0]!.points,
          at: { x: recall?.value ?? 0, y: precision?.value ?? 1 },
          text,
          threshold: state.threshold,
          dispatch,
        })}
      />
    </Panel>
  );
}

function NotDefined({ what, height }: { readonly what: string; readonly height: number }) {
  return (
    <Panel title={what}>
      <Box sx={{ height, display: 'grid', placeItems: 'center', color: 'text.secondary', textAlign: 'center' }}>
        Not defined: it needs cases with the finding and without it.
      </Box>
    </Panel>
  );
}

function Matrix({ finding, rates: { counts }, state, dispatch, height }: ChartProps) {
  const { selection } = state;
  const names = [finding.label, `no ${formatLabel(finding.label)}`];
  const open = selection.kind === 'cell' ? ([Number(!selection.truth), Number(!selection.called)] as const) : undefined;
  return (
    <Panel title="Confusion matrix" hint={`at ${formatProbability(state.threshold)}`}>
      <Box sx={{ height }} data-testid="matrix">
        <ConfusionMatrix
          truths={names}
          answers={names}
          counts={[
            [counts.truePositives, counts.falseNegatives],
            [counts.falsePositives, counts.trueNegatives],
          ]}
          open={open}
          onOpen={(truth, answer) =>
            dispatch({ type: 'selected', selection: { kind: 'cell', truth: truth === 0, called: answer === 0 } })
          }
        />
      </Box>
    </Panel>
  );
}

/** All that moves with the threshold, and what tells where to put it. */
export function FindingCharts(props: FindingChartsProps) {
  const { finding, state, dispatch } = props;
  const { calibration } = finding;
  const label = formatLabel(finding.label);
  const height = useChartHeight();
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' }}>
      <Roc {...props} height={height} />
      <Matrix {...props} height={height} />
      <Panel title="Probabilities" hint="drag the threshold">
        <ProbabilityHistogram
          label={label}
          bins={calibration.histogram}
          threshold={state.threshold}
          onThreshold={(threshold) => dispatch({ type: 'thresholdMoved', threshold })}
          onOpen={({ from, to }, truth) => dispatch({ type: 'selected', selection: { kind: 'bin', from, to, truth } })}
          height={height}
        />
      </Panel>
      <PrecisionRecall {...props} height={height} />
      <Panel
        title="Reliability"
        hint={`calibration error ${calibration.expectedCalibrationError.value.toFixed(3)} · Brier ${calibration.brier.value.toFixed(3)}`}
      >
        <ReliabilityChart
          label={label}
          bins={calibration.bins}
          height={height}
          onOpen={({ from, to }) => dispatch({ type: 'selected', selection: { kind: 'bin', from, to, truth: null } })}
        />
      </Panel>
      <Panel title="Decision curve" hint="net benefit, 95 % band">
        <DecisionCurve label={label} points={finding.decisionCurve} threshold={state.threshold} height={height} />
      </Panel>
    </Box>
  );
}
