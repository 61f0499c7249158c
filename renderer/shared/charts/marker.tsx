import type { MarkerShape } from './series-style.ts';

interface MarkerProps {
  readonly shape: MarkerShape;
  readonly colour: string;
  /** Its middle, pixels. */
  readonly at: readonly [x: number, y: number];
  /** Shown when the pointer rests on it. */
  readonly title?: string;
  /** From its middle to its edge, pixels. */
  readonly radius?: number;
}

const corners: Readonly<Record<Exclude<MarkerShape, 'circle'>, string>> = {
  square: 'M-.85-.85H.85V.85H-.85Z',
  triangle: 'M0-1.1L1.05.8H-1.05Z',
  diamond: 'M0-1.2L1.2 0L0 1.2L-1.2 0Z',
  cross: 'M-.35-1.1H.35V-.35H1.1V.35H.35V1.1H-.35V.35H-1.1V-.35H-.35Z',
  bar: 'M-1.2-.45H1.2V.45H-1.2Z',
};

/** A small shape that stands for a model or a place; for use in an SVG. */
export function Marker({ shape, colour, at: [x, y], title, radius = 5 }: MarkerProps) {
  return (
    <g transform={`translate(${x} ${y}) scale(${radius})`} fill={colour}>
      {title !== undefined && <title>{title}</title>}
      {shape === 'circle' ? <circle r={1} /> : <path d={corners[shape]} />}
    </g>
  );
}
