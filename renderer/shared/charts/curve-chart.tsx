import { memo, useMemo } from 'react';
import type { BandPoint } from '../../../main/domain/evaluation/report.ts';
import type { SeriesStyle } from './series-style.ts';
import { Marker } from './marker.tsx';
import { Movable } from './drawing/movable.tsx';
import { areaPath, linePath } from './drawing/paths.ts';
import type { Drawing } from './drawing/drawing.ts';
import { Plot, type Axis } from './plot.tsx';
import type { Point } from './drawing/point.ts';
import type { Reading } from './readout.tsx';
import { nearestPoint } from './drawing/scale.ts';

export interface Curve {
  readonly id: string;
  readonly title: string;
  readonly style: Pick<SeriesStyle, 'colour' | 'dash'>;
  /** In the order of the horizontal axis. */
  readonly points: readonly Point[];
  /** Its 95 % interval. */
  readonly band?: readonly BandPoint[] | undefined;
}

/** A point that the person moves along the first curve. */
export interface OperatingMark extends Point {
  readonly label: string;
  /** Where it is, in words: threshold and rates. */
  readonly text: string;
  /** The points it may be moved to, and the one nearest to where it is. */
  readonly stops: readonly Point[];
  readonly stop: number;
  readonly onMove: (stop: number) => void;
}

interface CurveChartProps {
  readonly summary: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly height: number;
  readonly curves: readonly Curve[];
  /** Where a classifier that knows nothing lies: rising with the axis, or at one height. */
  readonly chance?: 'diagonal' | number;
  readonly mark?: OperatingMark | undefined;
  /** Further places of interest, with a word each. */
  readonly notes?: readonly (Point & { readonly text: string })[];
  /** A point of a curve in words, by the curve's and the point's place; else its value on the vertical axis. */
  readonly describePoint?: ((curve: Curve, point: number) => string) | undefined;
}

/** The place of the point that is nearest along the horizontal axis. */
function nearestAlong(points: readonly Point[], x: number): number {
  let best = 0;
  for (const [place, point] of points.entries())
    if (Math.abs(point.x - x) < Math.abs(points[best]!.x - x)) best = place;
  return best;
}

const threeDigits = (value: number): string => String(Number(value.toPrecision(3)));

function readCurves(
  { curves, x, y, describePoint }: Pick<CurveChartProps, 'curves' | 'x' | 'y' | 'describePoint'>,
  at: number,
): Reading | null {
  const found = curves.flatMap((curve) => {
    const place = nearestAlong(curve.points, at);
    const point = curve.points[place];
    return point === undefined ? [] : [{ curve, place, point }];
  });
  if (found.length === 0) return null;
  const lines = found.map(
    ({ curve, place, point }) =>
      describePoint?.(curve, place) ?? `${curve.title}: ${(y.format ?? threeDigits)(point.y)}`,
  );
  const heading = `${x.title}: ${(x.format ?? threeDigits)(found[0]!.point.x)}`;
  return {
    points: found.map(({ curve, point }) => ({ ...point, colour: curve.style.colour })),
    lines: describePoint === undefined ? [heading, ...lines] : lines,
  };
}

function Chance({ chance, drawing }: { readonly chance: 'diagonal' | number; readonly drawing: Drawing }) {
  const { x, y, left, right } = drawing;
  const [start, end] = chance === 'diagonal' ? [y.at(0), y.at(1)] : [y.at(chance), y.at(chance)];
  const ends = chance === 'diagonal' ? { x1: x.at(0), x2: x.at(1) } : { x1: left, x2: right };
  return (
    <line
      {...ends}
      y1={start}
      y2={end}
      clipPath={drawing.clip}
      stroke="var(--mui-palette-text-disabled)"
      strokeDasharray="3 4"
    />
  );
}

/** A mark outside of a part of the curve that is shown larger stands at its edge. */
function placeInside({ x, y }: Point, drawing: Drawing): readonly [number, number] {
  const { left, right, top, bottom } = drawing;
  return [Math.min(right, Math.max(left, drawing.x.at(x))), Math.min(bottom, Math.max(top, drawing.y.at(y)))];
}

interface CurvesProps {
  readonly curves: readonly Curve[];
  readonly drawing: Drawing;
}

/** Made again only when the curves or the size change, not while the mark moves. */
const Curves = memo(
  function Curves({ curves, drawing }: CurvesProps) {
    const paths = useMemo(
      () =>
        curves.map((curve) => ({
          ...curve,
          line: linePath(curve.points, drawing),
          area: areaPath(curve.band ?? [], drawing),
        })),
      [curves, drawing],
    );
    return (
      <g clipPath={drawing.clip}>
        {paths.map(
          ({ id, area, style }) => area !== '' && <path key={id} d={area} fill={style.colour} opacity={0.16} />,
        )}
        {paths.map(({ id, line, style }) => (
          <path
            key={id}
            d={line}
            fill="none"
            stroke={style.colour}
            strokeWidth={2}
            strokeDasharray={style.dash}
            strokeLinejoin="round"
          />
        ))}
      </g>
    );
  },
  (before, after) =>
    before.curves === after.curves &&
    before.drawing.right === after.drawing.right &&
    before.drawing.x.at(1) === after.drawing.x.at(1) &&
    before.drawing.bottom === after.drawing.bottom,
);

/** Curves with their bands, the line of chance, and a point to move along the first of them. */
export function CurveChart({
  summary,
  x,
  y,
  height,
  curves,
  chance,
  mark,
  notes = [],
  describePoint,
}: CurveChartProps) {
  return (
    <Plot
      summary={summary}
      x={x}
      y={y}
      height={height}
      readAt={(at) => readCurves({ curves, x, y, describePoint }, at)}
      controls={
        mark === undefined
          ? undefined
          : (drawing) => (
              <Movable
                drawing={drawing}
                place={placeInside(mark, drawing)}
                steps={{
                  label: mark.label,
                  text: mark.text,
                  count: mark.stops.length,
                  step: mark.stop,
                  onMove: mark.onMove,
                }}
                stepAt={(left, top) => nearestPoint(mark.stops, [left, top], drawing)}
              />
            )
      }
    >
      {(drawing) => (
        <>
          {chance !== undefined && <Chance chance={chance} drawing={drawing} />}
          <Curves curves={curves} drawing={drawing} />
          <g clipPath={drawing.clip}>
            {notes.map((note) => (
              <Marker
                key={note.text}
                shape="diamond"
                colour="var(--mui-palette-text-secondary)"
                at={[drawing.x.at(note.x), drawing.y.at(note.y)]}
                title={note.text}
              />
            ))}
          </g>
          {mark !== undefined && <OperatingPoint at={placeInside(mark, drawing)} />}
        </>
      )}
    </Plot>
  );
}

function OperatingPoint({ at: [x, y] }: { readonly at: readonly [number, number] }) {
  return (
    <circle
      data-testid="operating-point"
      cx={x}
      cy={y}
      r={6.5}
      fill="var(--mui-palette-background-paper)"
      stroke="var(--mui-palette-text-primary)"
      strokeWidth={2.5}
    />
  );
}
