import type { Fault } from '../../domain/faults/fault.ts';

/** A file that a search came upon. */
export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** A person named it, so that an image is meant. */
  readonly isNamed?: true;
  /** It lies on a disc whose index does not name it: a DICOM file is read all the same, other content is none of its images. */
  readonly isBesideIndex?: true;
  /** Set for what is not read: it could not be (`failed`), or it is none of the images (`ignored`). */
  readonly leftOut?: { readonly status: 'failed' | 'ignored'; readonly fault: Fault };
}
