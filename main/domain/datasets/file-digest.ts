/** A file as it was found, to recognise it without reading it again. */
export interface FileState {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  /** Unix time, whole milliseconds. */
  readonly modifiedMs: number;
}

/** Facts that follow from a file's content. */
export interface FileDigest extends FileState {
  readonly sha256: string;
  /** As a DICOM header names it; else null. */
  readonly patient: string | null;
  /** From the header: age (years), sex, view. */
  readonly attributes: Readonly<Record<string, string>>;
}
