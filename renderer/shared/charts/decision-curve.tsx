import { useMemo } from 'react';
import type { DecisionPoint } from '../../../main/domain/evaluation/report.ts';
import { t } from '../messages/messages.ts';
import { areaPath, linePath } from './drawing/paths.ts';
import { Plot } from './plot.tsx';

interface DecisionCurveProps {
  readonly label: string;
  readonly points: readonly DecisionPoint[];
  /** At which the person would act. */
  readonly threshold: number;
  readonly height: number;
}

/** Below this the curve of treating all falls away without telling more. */
const lowestShare = -0.25;

/** Net benefit by threshold probability, with its band, beside acting on every case and on none. */
export function DecisionCurve({ label, points, threshold, height }: DecisionCurveProps) {
  const best = Math.max(0.01, ...points.map(({ model, all }) => Math.max(model.interval95[1], all)));
  const floor = best * lowestShare;
  const lines = useMemo(() => {
    const kept = (value: number): number => Math.max(floor, value);
    return {
      model: points.map((point) => ({ x: point.threshold, y: kept(point.model.value) })),
      band: points.map(({ threshold: x, model }) => ({
        x,
        low: kept(model.interval95[0]),
        high: kept(model.interval95[1]),
      })),
      all: points.filter(({ all }) => all >= floor).map((point) => ({ x: point.threshold, y: point.all })),
    };
  }, [points, floor]);
  const here = points.findLast((point) => point.threshold <= threshold);
  return (
    <Plot
      summary={
        here === undefined
          ? t('charts:decisionSummary', { label })
          : t('charts:decisionHere', {
              label,
              threshold: here.threshold.toFixed(2),
              model: here.model.value.toFixed(3),
              all: here.all.toFixed(3),
            })
      }
      x={{ title: t('charts:thresholdProbability'), domain: [0, 1] }}
      y={{
        title: t('charts:netBenefit'),
        domain: [floor, best],
        format: (value) => value.toFixed(best < 0.2 ? 2 : 1),
      }}
      height={height}
    >
      {(drawing) => {
        const all = lines.all.at(-1);
        return (
          <>
            <line className="axis" x1={drawing.left} x2={drawing.right} y1={drawing.y.at(0)} y2={drawing.y.at(0)} />
            <text x={drawing.left + 6} y={drawing.y.at(0) + 13}>
              {t('charts:actOnNone')}
            </text>
            <path
              d={linePath(lines.all, drawing)}
              fill="none"
              stroke="var(--mui-palette-text-secondary)"
              strokeDasharray="5 3"
              strokeWidth={1.5}
            />
            {all !== undefined && (
              <text x={drawing.x.at(all.x) - 8} y={drawing.y.at(all.y) - 6} textAnchor="end">
                {t('charts:actOnAll')}
              </text>
            )}
            <path d={areaPath(lines.band, drawing)} fill="var(--mui-palette-machine-main)" opacity={0.16} />
            <path
              d={linePath(lines.model, drawing)}
              fill="none"
              stroke="var(--mui-palette-machine-main)"
              strokeWidth={2}
            />
            <line
              x1={drawing.x.at(threshold)}
              x2={drawing.x.at(threshold)}
              y1={drawing.top}
              y2={drawing.bottom}
              stroke="var(--mui-palette-text-primary)"
              strokeWidth={1.5}
            />
          </>
        );
      }}
    </Plot>
  );
}
