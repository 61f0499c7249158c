/** A place in the units of a chart's axes. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
