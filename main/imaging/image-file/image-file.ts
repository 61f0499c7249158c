import type { Frame } from '../../domain/studies/frame.ts';
import type { Outcome } from '../../domain/outcome.ts';

/** Whose image it is and what it shows. Dates are YYYY-MM-DD. All null for JPEG and PNG. */
export interface ImageHeader {
  readonly patientName: string | null;
  readonly patientId: string | null;
  readonly patientBirthDate: string | null;
  readonly patientSex: string | null;
  readonly accessionNumber: string | null;
  readonly studyInstanceUid: string | null;
  readonly studyDescription: string | null;
  readonly studyDate: string | null;
  readonly seriesInstanceUid: string | null;
  readonly seriesDescription: string | null;
  readonly sopInstanceUid: string | null;
  readonly modality: string | null;
  readonly bodyPart: string | null;
  readonly viewPosition: string | null;
  /** A picture of a phantom, not of a person: Quality Control Image (0028,0300). */
  readonly isSynthetic: boolean;
}

/** An opened file; frames are decoded one by one, when asked for. */
export interface ImageFile {
  readonly format: 'dicom' | 'jpeg' | 'png';
  readonly header: ImageHeader;
  readonly frameCount: number;
  frame(index: number): Promise<Outcome<Frame>>;
}

export const emptyHeader: ImageHeader = {
  patientName: null,
  patientId: null,
  patientBirthDate: null,
  patientSex: null,
  accessionNumber: null,
  studyInstanceUid: null,
  studyDescription: null,
  studyDate: null,
  seriesInstanceUid: null,
  seriesDescription: null,
  sopInstanceUid: null,
  modality: null,
  bodyPart: null,
  viewPosition: null,
  isSynthetic: false,
};
