import type { FileFormat } from '../../domain/studies/study.ts';
import type { FrameMetadata } from '../../domain/studies/frame.ts';
import type { PatientHeader } from './patient-repository.ts';

export interface StudyHeader extends PatientHeader {
  readonly studyInstanceUid: string | null;
  readonly accessionNumber: string | null;
  readonly modality: string | null;
  /** YYYY-MM-DD */
  readonly studyDate: string | null;
}

export interface InstanceHeader extends StudyHeader {
  readonly seriesInstanceUid: string | null;
  readonly seriesDescription: string | null;
  readonly sopInstanceUid: string | null;
  readonly isSynthetic: boolean;
}

export interface NewImage {
  readonly path: string;
  readonly format: FileFormat;
  /** Of the file's bytes, hexadecimal. */
  readonly sha256: string;
  readonly frameCount: number;
  /** Of the first frame. */
  readonly metadata: FrameMetadata;
  readonly header: InstanceHeader;
  /** Of the study, as the worklist shows it. */
  readonly description: string;
  readonly thumbnail: Uint8Array;
}
