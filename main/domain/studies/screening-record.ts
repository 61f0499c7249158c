import type { CodedMessage } from '../messages/coded-message.ts';

/** A screening and the outcomes of its files, as the casebook keeps them for good. */
export interface ScreeningRecord {
  readonly id: number;
  /** The folder or file that was screened, or how many: a `ScreeningTitle`, perhaps of another version. */
  readonly title: CodedMessage;
  readonly startedAt: string;
  /** Null while it is under way, and where the program was ended before it. */
  readonly endedAt: string | null;
  /** Null where it was ended before the files were counted. */
  readonly total: number | null;
  readonly scored: number;
  readonly refused: number;
  readonly failed: number;
  /** Files that are no images. */
  readonly ignored: number;
}

/** A file that was not scored, is no image, or that holds the same image as another. */
export type ListedFile = {
  /** Absolute. */
  readonly path: string;
} & (
  | { readonly status: 'refused' | 'failed' | 'ignored'; readonly fault: CodedMessage }
  /** The path of the image that it is a copy of. */
  | { readonly status: 'duplicate'; readonly sameAs: string }
);
