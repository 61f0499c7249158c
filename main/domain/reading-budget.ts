/** The most that opening one file may take. What needs more is refused: it is made to harm, or nothing for a workstation. */
export interface ReadingLimits {
  /** Elements and items of a DICOM file, also those in sequences. */
  readonly elements: number;
  /** Sequences in sequences. */
  readonly depth: number;
  /** Millions of them in one frame. */
  readonly megapixels: number;
  /** To which deflated data may grow. */
  readonly inflatedMegabytes: number;
}

/** The limits of a file, and of the processes that open files. */
export interface ReadingBudget extends ReadingLimits {
  /** For one file. */
  readonly seconds: number;
  /** For all files that are being opened, together. */
  readonly megabytes: number;
}

/**
 * Twice and more what is in use: enhanced objects of 2,000 frames have some 120,000 elements, digitised films 60 million
 * pixels.
 */
export const defaultBudget: ReadingBudget = {
  elements: 250_000,
  depth: 50,
  megapixels: 64,
  inflatedMegabytes: 256,
  seconds: 20,
  megabytes: 1000,
};
