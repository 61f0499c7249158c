import { Box, useMediaQuery } from '@mui/material';
import { useMemo, useState } from 'react';
import type { ComparedRow } from '../../../main/contract/evaluation-report.ts';
import type { ComparedLabel } from '../../../main/domain/comparison/comparison-report.ts';
import { ChartFrame } from '../../shared/charts/chart-frame.tsx';
import { CloserButton, closerPrecisionRecall, closerRoc } from '../../shared/charts/closer-button.tsx';
import { CurveChart, type Curve } from '../../shared/charts/curve-chart.tsx';
import { IntervalBars } from '../../shared/charts/interval-bars.tsx';
import type { SeriesStyle } from '../../shared/charts/series-style.ts';
import { formatLabel } from '../../shared/format/format.ts';
import type { CsvRows } from '../../../main/domain/csv.ts';
import type { LegendEntry } from '../../shared/files/figure-file.ts';
import { t } from '../../shared/messages/messages.ts';
import { measures, type Order } from './comparison.ts';

interface ComparisonChartsProps {
  readonly rows: readonly ComparedRow[];
  readonly compared: ComparedLabel;
  readonly styles: readonly SeriesStyle[];
  readonly places: readonly number[];
  readonly order: Order;
  /** The row whose curve stands out; null for all alike. */
  readonly pointed: number | null;
  /** Begins the names of saved files. */
  readonly stem: string;
}

const unit = [0, 1] as const;

/** More bands than this hide each other: then only the pointed one has its band. */
const mostBands = 2;

function useCurves({ rows, compared, styles, pointed }: ComparisonChartsProps) {
  return useMemo(() => {
    const shown = compared.rows.filter(({ row }) => pointed === null || row === pointed);
    const hasBands = shown.length <= mostBands;
    const curveOf = (row: number, rest: Pick<Curve, 'points' | 'band'>): Curve => ({
      id: String(row),
      title: rows[row]!.title,
      style: styles[row]!,
      points: rest.points,
      band: hasBands ? rest.band : undefined,
    });
    return {
      roc: shown.flatMap(({ row, roc }) =>
        roc === null
          ? []
          : [
              curveOf(row, {
                points: roc.points.map((point) => ({ x: point.falsePositiveRate, y: point.sensitivity })),
                band: roc.band,
              }),
            ],
      ),
      precisionRecall: shown.flatMap(({ row, precisionRecall }) =>
        precisionRecall === null
          ? []
          : [
              curveOf(row, {
                points: precisionRecall.points.map(({ recall, precision }) => ({ x: recall, y: precision })),
                band: precisionRecall.band,
              }),
            ],
      ),
    };
  }, [rows, compared, styles, pointed]);
}

/** Points of several curves below each other, one a line. */
const curveTable = (curves: readonly Curve[], x: string, y: string): CsvRows => [
  ['model', x, y],
  ...curves.flatMap(({ title, points }) => points.map((point) => [title, point.x, point.y])),
];

const legendOf = (curves: readonly Curve[]): readonly LegendEntry[] =>
  curves.map(({ title, style }) => ({ title, ...style }));

interface CurvesProps {
  readonly curves: readonly Curve[];
  readonly compared: ComparedLabel;
  readonly height: number;
  readonly stem: string;
}

function RocCurves({ curves, compared, height, stem, areas }: CurvesProps & { readonly areas: string }) {
  const [isCloser, setCloser] = useState(false);
  return (
    <ChartFrame
      title={t('comparison:rocCurves')}
      height={height}
      fileName={`${stem}-roc`}
      table={() => curveTable(curves, 'false positive rate', 'sensitivity')}
      legend={legendOf(curves)}
      hint={t('comparison:rocHint')}
      tools={<CloserButton isCloser={isCloser} onChange={setCloser} />}
    >
      {(tall) => (
        <CurveChart
          summary={t('comparison:rocSummary', { finding: formatLabel(compared.label), areas })}
          x={{ title: t('comparison:falsePositiveRate'), domain: isCloser ? closerRoc.x : unit }}
          y={{ title: t('comparison:sensitivity'), domain: isCloser ? closerRoc.y : unit }}
          height={tall}
          curves={curves}
          chance="diagonal"
        />
      )}
    </ChartFrame>
  );
}

function PrecisionRecallCurves({ curves, compared, height, stem }: CurvesProps) {
  const [isCloser, setCloser] = useState(false);
  const share = compared.positives / Math.max(1, compared.n);
  return (
    <ChartFrame
      title={t('comparison:precisionRecallCurves')}
      height={height}
      fileName={`${stem}-precision-recall`}
      table={() => curveTable(curves, 'recall', 'precision')}
      legend={legendOf(curves)}
      hint={t('comparison:chance', { share: share.toFixed(2) })}
      tools={<CloserButton isCloser={isCloser} onChange={setCloser} />}
    >
      {(tall) => (
        <CurveChart
          summary={t('comparison:precisionRecallSummary', { finding: formatLabel(compared.label) })}
          x={{ title: t('comparison:recall'), domain: isCloser ? closerPrecisionRecall.x : unit }}
          y={{ title: t('comparison:precision'), domain: isCloser ? closerPrecisionRecall.y : unit }}
          height={tall}
          curves={curves}
          chance={share}
        />
      )}
    </ChartFrame>
  );
}

/** Curves over each other, and the measure that the table is sorted by. */
export function ComparisonCharts(props: ComparisonChartsProps) {
  const { rows, compared, styles, places, order, stem } = props;
  const height = useMediaQuery('(min-height: 1000px)') ? 330 : 270;
  const { roc, precisionRecall } = useCurves(props);
  const measure = measures.find(({ id }) => id === order.by) ?? measures[0]!;
  const areas = compared.rows
    .map(({ row, auc }) =>
      t('comparison:area', { model: rows[row]!.title, value: auc?.value.toFixed(3) ?? t('common:notDefined') }),
    )
    .join(', ');
  const bars = places.map((place) => ({
    id: String(place),
    title: rows[place]!.title,
    estimate: measure.of(compared.rows.find(({ row }) => row === place)!),
    style: styles[place]!,
  }));
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' }}>
      <RocCurves {...{ compared, height, stem, areas }} curves={roc} />
      <PrecisionRecallCurves {...{ compared, height, stem }} curves={precisionRecall} />
      <ChartFrame
        title={t(`comparison:measure.${measure.id}`)}
        hint={t('comparison:intervals')}
        height={height}
        fileName={`${stem}-${measure.id}`}
        table={() => [
          ['model', t(`comparison:measure.${measure.id}`), 'low 95 %', 'high 95 %', 'n'],
          ...bars.map(({ title, estimate }) => [
            title,
            ...(estimate === null ? [null, null, null, null] : [estimate.value, ...estimate.interval95, estimate.n]),
          ]),
        ]}
      >
        {(tall) => <IntervalBars measure={t(`comparison:short.${measure.id}`)} height={tall} bars={bars} />}
      </ChartFrame>
    </Box>
  );
}
