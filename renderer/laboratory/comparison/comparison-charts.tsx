import { Box, useMediaQuery } from '@mui/material';
import { useMemo, useState } from 'react';
import type { ComparedRow } from '../../../main/contract/evaluation-report.ts';
import type { ComparedLabel } from '../../../main/domain/comparison/comparison-report.ts';
import { CloserButton, closerPrecisionRecall, closerRoc } from '../../shared/charts/closer-button.tsx';
import { CurveChart, type Curve } from '../../shared/charts/curve-chart.tsx';
import { IntervalBars } from '../../shared/charts/interval-bars.tsx';
import type { SeriesStyle } from '../../shared/charts/series-style.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { Panel } from '../../shared/components/panel.tsx';
import { measures, type Order } from './comparison.ts';

interface ComparisonChartsProps {
  readonly rows: readonly ComparedRow[];
  readonly compared: ComparedLabel;
  readonly styles: readonly SeriesStyle[];
  readonly places: readonly number[];
  readonly order: Order;
  /** The row whose curve stands out; null for all alike. */
  readonly pointed: number | null;
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

/** Curves over each other, and the measure that the table is sorted by. */
export function ComparisonCharts(props: ComparisonChartsProps) {
  const { rows, compared, styles, places, order } = props;
  const height = useMediaQuery('(min-height: 1000px)') ? 330 : 270;
  const { roc, precisionRecall } = useCurves(props);
  const [isCloser, setCloser] = useState(false);
  const measure = measures.find(({ id }) => id === order.by) ?? measures[0]!;
  const label = formatLabel(compared.label);
  const areas = compared.rows.map(({ row, auc }) => `${rows[row]!.title} ${auc?.value.toFixed(3) ?? 'not defined'}`);
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' }}>
      <Panel
        title="ROC curves"
        hint={
          <>
            point at a model for its band
            <CloserButton isCloser={isCloser} onChange={setCloser} />
          </>
        }
      >
        <CurveChart
          summary={`ROC curves for ${label}. Areas: ${areas.join(', ')}.`}
          x={{ title: 'False positive rate (1 − specificity)', domain: isCloser ? closerRoc.x : unit }}
          y={{ title: 'Sensitivity', domain: isCloser ? closerRoc.y : unit }}
          height={height}
          curves={roc}
          chance="diagonal"
        />
      </Panel>
      <Panel
        title="Precision–recall curves"
        hint={`chance: ${(compared.positives / Math.max(1, compared.n)).toFixed(2)}`}
      >
        <CurveChart
          summary={`Precision–recall curves for ${label}.`}
          x={{ title: 'Recall (sensitivity)', domain: isCloser ? closerPrecisionRecall.x : unit }}
          y={{ title: 'Precision (PPV)', domain: isCloser ? closerPrecisionRecall.y : unit }}
          height={height}
          curves={precisionRecall}
          chance={compared.positives / Math.max(1, compared.n)}
        />
      </Panel>
      <Panel title={measure.name} hint="95 % intervals">
        <IntervalBars
          measure={measure.name}
          height={height}
          bars={places.map((place) => ({
            id: String(place),
            title: rows[place]!.title,
            estimate: measure.of(compared.rows.find(({ row }) => row === place)!),
            style: styles[place]!,
          }))}
        />
      </Panel>
    </Box>
  );
}
