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

export interface LimitRange {
  readonly least: number;
  readonly most: number;
}

/** Whole numbers within which a workstation can work at all. */
export const budgetRanges: Readonly<Record<keyof ReadingBudget, LimitRange>> = {
  elements: { least: 1000, most: 10_000_000 },
  depth: { least: 5, most: 500 },
  megapixels: { least: 1, most: 1000 },
  inflatedMegabytes: { least: 1, most: 2000 },
  seconds: { least: 1, most: 3600 },
  megabytes: { least: 300, most: 64_000 },
};
