/** The ROC and the precision–recall curve of a finding; a point on each moves the threshold. */
import { ruleWords } from '../../../main/contract/messages/rule-words.ts';
import { Box, Button } from '@mui/material';
import { useMemo, useState, type Dispatch } from 'react';
import type { BinaryRates, FindingReport, RocCurve } from '../../../main/domain/evaluation/report.ts';
import { ChartFrame } from '../../shared/charts/chart-frame.tsx';
import { CloserButton, closerPrecisionRecall, closerRoc } from '../../shared/charts/closer-button.tsx';
import { CurveChart, type OperatingMark } from '../../shared/charts/curve-chart.tsx';
import type { Point } from '../../shared/charts/drawing/point.ts';
import type { SeriesStyle } from '../../shared/charts/series-style.ts';
import { Panel } from '../../shared/components/panel.tsx';
import type { CsvRows } from '../../../main/domain/csv.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { t } from '../../shared/messages/messages.ts';
import type { Exploration, ExplorationAction } from './exploration.ts';

export interface CurvePanelProps {
  readonly finding: FindingReport;
  readonly style: SeriesStyle;
  readonly rates: BinaryRates;
  readonly state: Exploration;
  readonly dispatch: Dispatch<ExplorationAction>;
  /** Pixels. */
  readonly height: number;
  /** Begins the names of saved files. */
  readonly stem: string;
}

const unit = [0, 1] as const;

/** The point of the curve that a threshold gives: the last one whose own threshold is not below it. */
function stopAt(thresholds: readonly number[], threshold: number): number {
  return Math.max(
    0,
    thresholds.findLastIndex((one) => one >= threshold),
  );
}

/** Halfway to the next score below, so that no rounding tips the image that decided the point. */
function thresholdAt(thresholds: readonly number[], stop: number): number {
  const [own, next] = [thresholds[stop] ?? 1, thresholds[stop + 1] ?? 0];
  return Math.min(1, (own + next) / 2);
}

interface MarkOptions {
  readonly label: string;
  /** The thresholds of the stops, falling. */
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

const rate = (estimate: BinaryRates['accuracy']): string => estimate?.value.toFixed(3) ?? t('common:notDefined');

function rocPoints({ points }: RocCurve): readonly Point[] {
  return points.map(({ falsePositiveRate, sensitivity }) => ({ x: falsePositiveRate, y: sensitivity }));
}

/** Places of the presets on the ROC curve. */
const presetNotes = ({ atThresholds }: FindingReport) =>
  atThresholds.flatMap(({ threshold, rule, sensitivity, specificity }) =>
    sensitivity === null || specificity === null
      ? []
      : [
          {
            x: 1 - specificity.value,
            y: sensitivity.value,
            text: t('evaluation:rocNote', { threshold: formatProbability(threshold), rule: ruleWords(rule) }),
          },
        ],
  );

function NearButton({ dispatch }: Pick<CurvePanelProps, 'dispatch'>) {
  return (
    <Button
      size="small"
      color="inherit"
      onClick={() => dispatch({ type: 'selected', selection: { kind: 'near' } })}
      sx={{ minHeight: 24, py: 0, px: 0.75, fontSize: '0.75rem', whiteSpace: 'nowrap' }}
    >
      {t('evaluation:imagesAtPoint')}
    </Button>
  );
}

const rocTable = ({ points, band }: RocCurve): CsvRows => [
  ['threshold', 'false positive rate', 'sensitivity', 'band at', 'band low 95 %', 'band high 95 %'],
  ...Array.from({ length: Math.max(points.length, band.length) }, (_, i) => {
    const [point, edge] = [points[i], band[i]];
    return [
      point?.threshold ?? null,
      point?.falsePositiveRate ?? null,
      point?.sensitivity ?? null,
      edge?.x ?? null,
      edge?.low ?? null,
      edge?.high ?? null,
    ];
  }),
];

export function RocPanel({ finding, style, rates, state, dispatch, height, stem }: CurvePanelProps) {
  const [isCloser, setCloser] = useState(false);
  const { roc, label } = finding;
  const curves = useMemo(
    () =>
      roc === null
        ? []
        : [{ id: 'roc', title: t('evaluation:rocCurve'), style, points: rocPoints(roc), band: roc.band }],
    [roc, style],
  );
  if (roc === null) return <NotDefined title={t('evaluation:rocCurve')} height={height} />;
  const at = { x: 1 - (rates.specificity?.value ?? 0), y: rates.sensitivity?.value ?? 0 };
  const sentenceAt = (threshold: number, sensitivity: string, specificity: string): string =>
    t('evaluation:rocAt', { threshold: formatProbability(threshold), sensitivity, specificity });
  const text = sentenceAt(state.threshold, rate(rates.sensitivity), rate(rates.specificity));
  const area = finding.auc?.value.toFixed(3) ?? t('common:notDefined');
  return (
    <ChartFrame
      title={t('evaluation:rocCurve')}
      height={height}
      fileName={`${stem}-roc`}
      table={() => rocTable(roc)}
      tools={
        <>
          <NearButton dispatch={dispatch} />
          <CloserButton isCloser={isCloser} onChange={setCloser} />
        </>
      }
    >
      {(tall) => (
        <CurveChart
          summary={t('evaluation:rocSummary', { finding: formatLabel(label), area, at: text })}
          x={{ title: t('evaluation:falsePositiveRate'), domain: isCloser ? closerRoc.x : unit }}
          y={{ title: t('evaluation:sensitivity'), domain: isCloser ? closerRoc.y : unit }}
          height={tall}
          curves={curves}
          chance="diagonal"
          notes={presetNotes(finding)}
          describePoint={(_, place) => {
            const point = roc.points[place];
            if (point === undefined) return '';
            const specificity = (1 - point.falsePositiveRate).toFixed(3);
            return sentenceAt(Math.min(1, point.threshold), point.sensitivity.toFixed(3), specificity);
          }}
          mark={markOf({
            label: t('evaluation:rocPoint'),
            thresholds: roc.points.map(({ threshold }) => threshold),
            stops: curves[0]?.points ?? [],
            at,
            text,
            threshold: state.threshold,
            dispatch,
          })}
        />
      )}
    </ChartFrame>
  );
}

export function PrecisionRecallPanel({ finding, style, rates, state, dispatch, height, stem }: CurvePanelProps) {
  const [isCloser, setCloser] = useState(false);
  const { precisionRecall, label } = finding;
  const title = t('evaluation:precisionRecallCurve');
  const curves = useMemo(() => {
    if (precisionRecall === null) return [];
    const points = precisionRecall.points.map(({ recall, precision }) => ({ x: recall, y: precision }));
    return [{ id: 'pr', title, style, points, band: precisionRecall.band }];
  }, [precisionRecall, style, title]);
  if (precisionRecall === null) return <NotDefined title={title} height={height} />;
  const { positivePredictiveValue: precision, sensitivity: recall } = rates;
  const sentenceAt = (threshold: number, recallText: string, precisionText: string): string =>
    t('evaluation:precisionRecallAt', {
      threshold: formatProbability(threshold),
      recall: recallText,
      precision: precisionText,
    });
  const text = sentenceAt(state.threshold, rate(recall), rate(precision));
  const average = finding.averagePrecision?.value.toFixed(3) ?? t('common:notDefined');
  return (
    <ChartFrame
      title={title}
      height={height}
      fileName={`${stem}-precision-recall`}
      table={() => [
        ['threshold', 'recall', 'precision'],
        ...precisionRecall.points.map((point) => [point.threshold, point.recall, point.precision]),
      ]}
      hint={t('evaluation:chance', { share: precisionRecall.shareOfPositives.toFixed(2) })}
      tools={<CloserButton isCloser={isCloser} onChange={setCloser} />}
    >
      {(tall) => (
        <CurveChart
          summary={t('evaluation:precisionRecallSummary', { finding: formatLabel(label), average, at: text })}
          x={{ title: t('evaluation:recall'), domain: isCloser ? closerPrecisionRecall.x : unit }}
          y={{ title: t('evaluation:precision'), domain: isCloser ? closerPrecisionRecall.y : unit }}
          height={tall}
          curves={curves}
          chance={precisionRecall.shareOfPositives}
          describePoint={(_, place) => {
            const point = precisionRecall.points[place];
            return point === undefined
              ? ''
              : sentenceAt(Math.min(1, point.threshold), point.recall.toFixed(3), point.precision.toFixed(3));
          }}
          mark={markOf({
            label: t('evaluation:precisionRecallPoint'),
            thresholds: precisionRecall.points.map(({ threshold }) => threshold),
            stops: curves[0]?.points ?? [],
            at: { x: recall?.value ?? 0, y: precision?.value ?? 1 },
            text,
            threshold: state.threshold,
            dispatch,
          })}
        />
      )}
    </ChartFrame>
  );
}

function NotDefined({ title, height }: { readonly title: string; readonly height: number }) {
  return (
    <Panel title={title}>
      <Box sx={{ height, display: 'grid', placeItems: 'center', color: 'text.secondary', textAlign: 'center' }}>
        {t('evaluation:curveNotDefined')}
      </Box>
    </Panel>
  );
}
