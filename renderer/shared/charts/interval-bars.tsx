import type { Estimate } from '../../../main/domain/statistics/estimate.ts';
import { t } from '../messages/messages.ts';
import { Marker } from './marker.tsx';
import type { SeriesStyle } from './series-style.ts';
import { Plot } from './plot.tsx';
import type { Reading } from './readout.tsx';
import { roundTicks } from './drawing/scale.ts';

export interface IntervalBar {
  readonly id: string;
  readonly title: string;
  /** Null where it was not measured, or can't be. */
  readonly estimate: Estimate | null;
  readonly style: SeriesStyle;
}

interface IntervalBarsProps {
  /** The measure's name, such as "AUC". */
  readonly measure: string;
  readonly bars: readonly IntervalBar[];
  /** Pixels to fill; a row needs at least 22 of them. */
  readonly height: number;
}

const least = 22;
const most = 44;
/** Height of the axis, pixels. */
const foot = 48;

const sentenceOf = (title: string, estimate: Estimate | null): string =>
  estimate === null
    ? t('charts:barUnknown', { title })
    : t('charts:bar', {
        title,
        value: estimate.value.toFixed(3),
        low: estimate.interval95[0].toFixed(3),
        high: estimate.interval95[1].toFixed(3),
        count: estimate.n,
      });

/** The axis begins a little below the lowest interval: differences of good models are small. */
function domainOf(bars: readonly IntervalBar[]): readonly [number, number] {
  const ends = bars.flatMap(({ estimate }) => (estimate === null ? [] : [estimate.value, ...estimate.interval95]));
  const [low, high] = [Math.min(...ends, 1), Math.max(...ends, 0)];
  const room = Math.max(0.01, (high - low) * 0.06);
  return low > high ? [0, 1] : [Math.max(Math.min(0, low), low - room), Math.min(Math.max(1, high), high + room)];
}

/** Widths of a letter and of the labels' column, pixels. */
const letter = 6.4;
const narrowest = 60;
const widest = 190;

const shortened = (title: string, width: number): string => {
  const letters = Math.floor((width - 14) / letter);
  return title.length <= letters ? title : `${title.slice(0, letters - 1)}…`;
};

/** One value a row with its 95 % interval as a whisker. */
export function IntervalBars({ measure, bars, height }: IntervalBarsProps) {
  const rowHeight = Math.min(most, Math.max(least, (height - foot) / Math.max(1, bars.length)));
  const domain = domainOf(bars);
  const digits = domain[1] - domain[0] < 0.2 ? 3 : 2;
  const longest = Math.max(0, ...bars.map(({ title }) => title.length));
  const left = Math.min(widest, Math.max(narrowest, longest * letter + 14));
  const readAt = (_: number, y: number): Reading | null => {
    const row = Math.floor(bars.length - y);
    const bar = bars[row];
    if (bar === undefined) return null;
    const { title, estimate, style } = bar;
    const point = { x: estimate?.value ?? domain[0], y: bars.length - row - 0.5, colour: style.colour };
    return { points: [point], lines: [sentenceOf(title, estimate)] };
  };
  return (
    <Plot
      summary={t('charts:bars', {
        measure,
        bars: bars.map(({ title, estimate }) => sentenceOf(title, estimate)).join('. '),
      })}
      x={{ title: measure, domain, ticks: roundTicks(domain, 4), format: (value) => value.toFixed(digits) }}
      y={{ title: '', domain: [0, Math.max(1, bars.length)], ticks: [] }}
      height={bars.length * rowHeight + foot}
      left={left}
      readAt={readAt}
    >
      {({ x, top, left: start }) =>
        bars.map(({ id, title, estimate, style }, row) => {
          const middle = top + (row + 0.5) * rowHeight;
          return (
            <g key={id}>
              <text x={start - 8} y={middle} dy="0.32em" textAnchor="end">
                {shortened(title, left)}
              </text>
              {estimate === null ? (
                <text x={start + 8} y={middle} dy="0.32em">
                  {t('charts:notKnown')}
                </text>
              ) : (
                <Whisker ends={estimate.interval95.map(x.at)} value={x.at(estimate.value)} {...{ middle, style }} />
              )}
            </g>
          );
        })
      }
    </Plot>
  );
}

interface WhiskerProps {
  /** Pixels, as are `value` and `middle`. */
  readonly ends: readonly number[];
  readonly value: number;
  readonly middle: number;
  readonly style: SeriesStyle;
}

function Whisker({ ends: [low, high], value, middle, style }: WhiskerProps) {
  return (
    <>
      <path
        d={`M${low} ${middle}H${high}M${low} ${middle - 5}v10M${high} ${middle - 5}v10`}
        stroke={style.colour}
        strokeWidth={2}
      />
      <Marker shape={style.shape} colour={style.colour} at={[value, middle]} />
    </>
  );
}
