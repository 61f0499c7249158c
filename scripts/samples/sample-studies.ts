import type { PhantomOptions } from '../../main/imaging/phantom/phantom.ts';
import type { DicomOptions } from '../../main/imaging/dicom/write-dicom.ts';

interface SampleStudy {
  readonly file: string;
  readonly phantom: PhantomOptions;
  readonly dicom: DicomOptions;
}

/** In place of `samples/4`, whose only opacity covers 2 % of the frame, stands `samples/10`. */
const children = [0, 1, 2, 3, 10, 5, 6, 7, 8, 9];

/** The studies in assets/samples: half of them with opacities, every fifth stored as MONOCHROME1. */
export const sampleStudies: readonly SampleStudy[] = children.map((child, i) => {
  const number = String(i + 1).padStart(2, '0');
  return {
    file: `sample-${number}.dcm`,
    phantom: { seed: `samples/${child}`, label: i % 2 === 0 ? 'PNEUMONIA' : 'NORMAL', size: 640 },
    dicom: {
      patientName: `Sample ${number}^Synthetic`,
      patientId: `SYN-${number}`,
      studyDate: `2026-09-${number}`,
      photometric: i % 5 === 4 ? 'MONOCHROME1' : 'MONOCHROME2',
    },
  };
});
