/** One thing that `overread doctor` looked at. */
export interface Examination {
  readonly what: string;
  /** In words. */
  readonly found: string;
  readonly isSound: boolean;
}
