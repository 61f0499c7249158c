import type { FrameMetadata } from '../../../main/domain/studies/frame.ts';

/** The sides of the patient at the picture's left and right edges, where the file says so. */
export interface EdgeMarks {
  readonly left: string;
  readonly right: string;
}

const opposite: Readonly<Record<string, string>> = { L: 'R', R: 'L', A: 'P', P: 'A', H: 'F', F: 'H' };

/**
 * DICOM (0020,0020) names the direction of the rows, that is what lies at the right edge. Unknown
 * stays unmarked: a guessed mark is a dangerous one.
 */
export function edgeMarksOf({ patientOrientation }: FrameMetadata): EdgeMarks | null {
  const right = patientOrientation?.[0] ?? '';
  if (right === '' || [...right].some((letter) => opposite[letter] === undefined)) return null;
  return { right, left: [...right].map((letter) => opposite[letter]).join('') };
}
