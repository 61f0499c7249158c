import { Box } from '@mui/material';
import { memo } from 'react';
import { formatCount } from '../format/format.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { t } from '../messages/messages.ts';
import { clickable } from './drawing/clickable.ts';
import { Movable } from './drawing/movable.tsx';
import type { Drawing } from './drawing/drawing.ts';
import { Plot } from './plot.tsx';
import { roundTicks } from './drawing/scale.ts';

/** Entries with a probability above `from` (the first bin: from it) up to and with `to`. */
export interface ProbabilityBin {
  readonly from: number;
  readonly to: number;
  readonly positives: number;
  readonly negatives: number;
}

interface ProbabilityHistogramProps {
  readonly label: string;
  readonly bins: readonly ProbabilityBin[];
  readonly threshold: number;
  readonly onThreshold: (threshold: number) => void;
  /** The entries of a bin that truly have the label, or that have not. */
  readonly onOpen: (bin: ProbabilityBin, isPositive: boolean) => void;
  readonly height: number;
}

/** Counts grow as powers of ten here and ones there: the square root shows both. */
const shown = Math.sqrt;

interface BarsProps {
  readonly bins: readonly ProbabilityBin[];
  readonly drawing: Drawing;
}

/** With the label upwards, without it downwards. */
const Bars = memo(
  function Bars({ bins, drawing: { x, y } }: BarsProps) {
    return bins.map(({ from, to, positives, negatives }) => {
      const [left, wide] = [x.at(from) + 0.5, Math.max(1, x.at(to) - x.at(from) - 1)];
      const zero = y.at(0);
      return (
        <g key={from}>
          <rect
            x={left}
            width={wide}
            y={y.at(shown(positives))}
            height={zero - y.at(shown(positives))}
            fill="var(--mui-palette-people-main)"
          />
          <rect
            x={left}
            width={wide}
            y={zero}
            height={y.at(-shown(negatives)) - zero}
            fill="var(--mui-palette-text-disabled)"
          />
        </g>
      );
    });
  },
  (before, after) =>
    before.bins === after.bins &&
    before.drawing.right === after.drawing.right &&
    before.drawing.bottom === after.drawing.bottom,
);

const rangeOf = ({ from, to }: ProbabilityBin) => ({ from: from.toFixed(2), to: to.toFixed(2) });

/** Steps of the threshold by arrow keys: hundredths. */
const steps = 100;

/** How the model's probabilities lie for entries with and without the label, and where the threshold cuts. */
export function ProbabilityHistogram({
  label,
  bins,
  threshold,
  onThreshold,
  onOpen,
  height,
}: ProbabilityHistogramProps) {
  const most = Math.max(1, ...bins.map(({ positives, negatives }) => Math.max(positives, negatives)));
  const reach = shown(most);
  const marks = roundTicks([0, most], 4).filter((count) => count > 0 && Number.isInteger(count));
  return (
    <Plot
      summary={t('charts:histogramSummary', {
        label,
        bins: bins
          .filter(({ positives, negatives }) => positives + negatives > 0)
          .map((bin) => t('charts:histogramBin', { present: bin.positives, absent: bin.negatives, ...rangeOf(bin) }))
          .join('. '),
      })}
      x={{ title: t('charts:probabilityOf', { label }), domain: [0, 1] }}
      y={{
        title: t('charts:imagesSquareRoot'),
        domain: [-reach, reach],
        ticks: [...marks.map((count) => -shown(count)), 0, ...marks.map(shown)],
        format: (value) => formatCount(Math.round(value * value)),
      }}
      height={height}
      controls={(drawing) => (
        <>
          <Movable
            drawing={drawing}
            place={[drawing.x.at(threshold), drawing.y.at(0)]}
            steps={{
              label: t('charts:threshold'),
              text: formatProbability(threshold),
              count: steps + 1,
              step: Math.round(threshold * steps),
              onMove: (step) => onThreshold(step / steps),
            }}
            stepAt={(left) => Math.round(drawing.x.valueAt(left) * steps)}
          />
          {bins.flatMap((bin) => [
            <BarButton key={`${bin.from} with`} bin={bin} isPositive drawing={drawing} onOpen={onOpen} />,
            <BarButton key={`${bin.from} without`} bin={bin} isPositive={false} drawing={drawing} onOpen={onOpen} />,
          ])}
        </>
      )}
    >
      {(drawing) => (
        <>
          <Bars bins={bins} drawing={drawing} />
          <line className="axis" x1={drawing.left} x2={drawing.right} y1={drawing.y.at(0)} y2={drawing.y.at(0)} />
          <line
            data-testid="threshold-line"
            x1={drawing.x.at(threshold)}
            x2={drawing.x.at(threshold)}
            y1={drawing.top}
            y2={drawing.bottom}
            stroke="var(--mui-palette-text-primary)"
            strokeWidth={2}
          />
          <text className="strong" x={drawing.left + 6} y={drawing.top + 11}>
            {t('charts:withLabel', { label })}
          </text>
          <text x={drawing.right - 4} y={drawing.bottom - 5} textAnchor="end">
            {t('charts:withoutLabel')}
          </text>
        </>
      )}
    </Plot>
  );
}

interface BarButtonProps {
  readonly bin: ProbabilityBin;
  readonly isPositive: boolean;
  readonly drawing: Drawing;
  readonly onOpen: (bin: ProbabilityBin, isPositive: boolean) => void;
}

/** At least this high, so that a single entry can be pressed. */
const leastHeight = 14;

function BarButton({ bin, isPositive, drawing: { x, y }, onOpen }: BarButtonProps) {
  const count = isPositive ? bin.positives : bin.negatives;
  if (count === 0) return null;
  const zero = y.at(0);
  const tall = Math.max(leastHeight, Math.abs(zero - y.at(shown(count))));
  const text = t(isPositive ? 'charts:binWith' : 'charts:binWithout', { images: count, ...rangeOf(bin) });
  return (
    <Box
      component="button"
      type="button"
      title={text}
      aria-label={t('charts:showBin', { bin: text })}
      onClick={() => onOpen(bin, isPositive)}
      sx={clickable}
      style={{
        left: x.at(bin.from),
        width: x.at(bin.to) - x.at(bin.from),
        top: isPositive ? zero - tall : zero,
        height: tall,
      }}
    />
  );
}
