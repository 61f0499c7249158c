import { faultError, type FaultError } from '../../../domain/faults/fault.ts';

/** The part of a DICOM header that a compressed frame has to agree with. */
export interface FrameShape {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: 1 | 3;
}

/** A frame as its codec gives it back. */
export interface DecodedSamples {
  /** The samples of a pixel next to each other. */
  readonly samples: Uint8Array | Uint16Array | Int8Array | Int16Array;
  /** Bits of a sample, as the stream states them. */
  readonly precision: number;
  readonly isLossy: boolean;
  /** True when the stream's own colour transform has been undone: what the header calls YBR is RGB now. */
  readonly isTransformedToRgb: boolean;
}

/** The size that a stream's own header gives, before it is decoded. */
export interface StreamShape {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
}

/** Checked before anything is allocated: the size that a stream claims is the one that the header promises. */
export function requireShape(stream: StreamShape, { rows, columns, samplesPerPixel }: FrameShape): void {
  if (stream.rows === rows && stream.columns === columns && stream.components === samplesPerPixel) return;
  throw faultError('image.jpeg-contradicts-header', {});
}

export function undecodable(format: string, cause?: unknown): FaultError {
  return faultError('image.undecodable', { format }, cause);
}
