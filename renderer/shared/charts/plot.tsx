import { Box } from '@mui/material';
import { useId, useState, type PointerEvent, type ReactNode } from 'react';
import { ReadingMarks, ReadingText, type Reading } from './readout.tsx';
import type { Drawing } from './drawing/drawing.ts';
import { linearScale, roundTicks } from './drawing/scale.ts';
import { useSize, type Size } from '../hooks/use-size.ts';

export interface Axis {
  /** The axis's measure, with its unit where it has one. */
  readonly title: string;
  readonly domain: readonly [number, number];
  readonly ticks?: readonly number[];
  readonly format?: (value: number) => string;
}

interface PlotProps {
  /** The chart in words, for those who can't see it. */
  readonly summary: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Pixels; the width is that of the place it stands in. */
  readonly height: number;
  /** Marks of SVG, behind the controls. */
  readonly children: (drawing: Drawing) => ReactNode;
  /** Controls that can be pressed or moved: HTML over the marks, placed in the same pixels. */
  readonly controls?: ((drawing: Drawing) => ReactNode) | undefined;
  /** The reading where the pointer is, in values of the axes; null for none. */
  readonly readAt?: ((x: number, y: number) => Reading | null) | undefined;
  /** Room for the vertical axis's labels, pixels. */
  readonly left?: number | undefined;
}

const margin = { left: 46, top: 10, right: 14, bottom: 38 };

function drawingOf({ width, height }: Size, x: Axis, y: Axis, left: number, clipId: string): Drawing {
  const { top } = margin;
  const [right, bottom] = [Math.max(left + 1, width - margin.right), Math.max(top + 1, height - margin.bottom)];
  return {
    x: linearScale(x.domain, [left, right]),
    y: linearScale(y.domain, [bottom, top]),
    left,
    top,
    right,
    bottom,
    clip: `url(#${clipId})`,
  };
}

const plain = (value: number): string => String(value);

function HorizontalAxis({ axis, drawing }: { readonly axis: Axis; readonly drawing: Drawing }) {
  const { x, left, right, top, bottom } = drawing;
  const format = axis.format ?? plain;
  return (
    <g>
      {(axis.ticks ?? roundTicks(axis.domain, right - left < 220 ? 3 : 5)).map((tick) => (
        <g key={tick} transform={`translate(${x.at(tick)} 0)`}>
          <line className="grid" y1={top} y2={bottom} />
          <text className="tick" y={bottom + 14} textAnchor="middle">
            {format(tick)}
          </text>
        </g>
      ))}
      <line className="axis" x1={left} x2={right} y1={bottom} y2={bottom} />
      <text className="title" x={(left + right) / 2} y={bottom + 31} textAnchor="middle">
        {axis.title}
      </text>
    </g>
  );
}

function VerticalAxis({ axis, drawing }: { readonly axis: Axis; readonly drawing: Drawing }) {
  const { y, left, right, top, bottom } = drawing;
  const format = axis.format ?? plain;
  return (
    <g>
      {(axis.ticks ?? roundTicks(axis.domain)).map((tick) => (
        <g key={tick} transform={`translate(0 ${y.at(tick)})`}>
          <line className="grid" x1={left} x2={right} />
          <text className="tick" x={left - 7} dy="0.32em" textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
      <line className="axis" x1={left} x2={left} y1={top} y2={bottom} />
      <text className="title" transform={`translate(11 ${(top + bottom) / 2}) rotate(-90)`} textAnchor="middle">
        {axis.title}
      </text>
    </g>
  );
}

const styles = {
  display: 'block',
  '& text': { fontFamily: 'inherit', fontSize: 11, fill: 'var(--mui-palette-text-secondary)' },
  '& .strong': { fill: 'var(--mui-palette-text-primary)' },
  '& .grid': { stroke: 'var(--mui-palette-divider)', strokeWidth: 1, shapeRendering: 'crispEdges' },
  '& .axis': { stroke: 'var(--mui-palette-text-disabled)', strokeWidth: 1, shapeRendering: 'crispEdges' },
} as const;

/** Axes with titles and units around a chart of our own; it never changes its height. */
export function Plot({ summary, x, y, height, children, controls, readAt, left = margin.left }: PlotProps) {
  const [ref, size] = useSize();
  const clipId = useId();
  const drawing = size === null ? null : drawingOf({ width: size.width, height }, x, y, left, clipId);
  const [pointed, setPointed] = useState<readonly [x: number, y: number] | null>(null);
  const reading = pointed === null ? null : (readAt?.(...pointed) ?? null);
  const follow = (event: PointerEvent<HTMLElement>): void => {
    if (drawing === null || readAt === undefined) return;
    const box = event.currentTarget.getBoundingClientRect();
    const [across, down] = [event.clientX - box.left, event.clientY - box.top];
    const isInside = across >= drawing.left && across <= drawing.right && down >= drawing.top && down <= drawing.bottom;
    setPointed(isInside ? [drawing.x.valueAt(across), drawing.y.valueAt(down)] : null);
  };
  return (
    <Box
      ref={ref}
      onPointerMove={follow}
      onPointerLeave={() => setPointed(null)}
      sx={{ position: 'relative', minWidth: 0 }}
      style={{ height }}
    >
      {drawing !== null && (
        <>
          <Box component="svg" role="img" aria-label={summary} width="100%" height={height} sx={styles}>
            <clipPath id={clipId}>
              <rect
                x={drawing.left}
                y={drawing.top - 1}
                width={drawing.right - drawing.left}
                height={drawing.bottom - drawing.top + 2}
              />
            </clipPath>
            <HorizontalAxis axis={x} drawing={drawing} />
            <VerticalAxis axis={y} drawing={drawing} />
            {children(drawing)}
            {reading !== null && <ReadingMarks reading={reading} drawing={drawing} />}
          </Box>
          {controls?.(drawing)}
          {reading !== null && <ReadingText reading={reading} drawing={drawing} />}
        </>
      )}
    </Box>
  );
}
