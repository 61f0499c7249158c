import type { Scale } from './scale.ts';

/** Where things go inside the axes, pixels from the chart's upper left corner. */
export interface Drawing {
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** For `clip-path`: of marks that may lie beyond the axes. */
  readonly clip: string;
}
