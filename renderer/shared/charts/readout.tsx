import { Box } from '@mui/material';
import type { Drawing } from './drawing/drawing.ts';
import type { Point } from './drawing/point.ts';

/** The values at a place of a chart. */
export interface Reading {
  /** Where the values lie, in those of the axes. */
  readonly points: readonly (Point & { readonly colour: string })[];
  readonly lines: readonly string[];
}

interface ReadoutProps {
  readonly reading: Reading;
  readonly drawing: Drawing;
}

/** Dots on the values under the pointer; not part of a saved figure. */
export function ReadingMarks({ reading: { points }, drawing }: ReadoutProps) {
  const [first] = points;
  if (first === undefined) return null;
  return (
    <g data-transient clipPath={drawing.clip} pointerEvents="none">
      <line
        className="grid"
        x1={drawing.x.at(first.x)}
        x2={drawing.x.at(first.x)}
        y1={drawing.top}
        y2={drawing.bottom}
      />
      {points.map(({ x, y, colour }, place) => (
        <circle key={place} cx={drawing.x.at(x)} cy={drawing.y.at(y)} r={3.5} fill={colour} />
      ))}
    </g>
  );
}

const width = 220;

/** The values in words, beside the pointer and inside the chart. */
export function ReadingText({ reading: { points, lines }, drawing }: ReadoutProps) {
  const at = points[0] === undefined ? drawing.left : drawing.x.at(points[0].x);
  const isRight = at + width + 16 > drawing.right;
  return (
    <Box
      aria-hidden
      data-testid="reading"
      sx={{
        position: 'absolute',
        pointerEvents: 'none',
        zIndex: 1,
        maxWidth: width,
        px: 0.75,
        py: 0.5,
        fontSize: '0.75rem',
        lineHeight: 1.35,
        borderRadius: '4px',
        border: '1px solid',
        borderColor: 'divider',
        bgcolor: 'background.paper',
        color: 'text.primary',
      }}
      style={{ top: drawing.top + 4, ...(isRight ? { right: `calc(100% - ${at - 10}px)` } : { left: at + 10 }) }}
    >
      {lines.map((line) => (
        <Box key={line}>{line}</Box>
      ))}
    </Box>
  );
}
