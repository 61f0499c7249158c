/** A screening and the outcomes of its files, as the casebook keeps them for good. */
export interface ScreeningRecord {
  readonly id: number;
  /** The folder or file that was screened, or how many. */
  readonly title: string;
  readonly startedAt: string;
  /** Null while it is under way, and where the program was ended before it. */
  readonly endedAt: string | null;
  /** Null where it was ended before the files were counted. */
  readonly total: number | null;
  readonly scored: number;
  readonly refused: number;
  readonly failed: number;
}

/** A file that was not scored, or that holds the same image as another. */
export interface ListedFile {
  /** Absolute. */
  readonly path: string;
  readonly status: 'refused' | 'failed' | 'duplicate';
  /** Why it was not scored; for a duplicate the path of the image. */
  readonly reason: string;
}
