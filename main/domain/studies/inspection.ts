/** Everything that one image file says, with hashes by which others can check how it was decoded. JSON-safe. */
import type { Fault } from '../faults/fault.ts';
import type { FrameMetadata } from './frame.ts';
import type { ImageHeader } from './image-header.ts';

export interface Inspection {
  readonly format: 'dicom' | 'jpeg' | 'png';
  /** Transfer Syntax UID (0002,0010) with its name in PS3.6; null for JPEG and PNG. */
  readonly transferSyntax: { readonly uid: string; readonly name: string | null } | null;
  readonly header: ImageHeader;
  /** Null where there is no image that can be decoded. */
  readonly image: InspectedImage | null;
  /** Why there is no image, or the first frame that could not be decoded was not. */
  readonly fault: Fault | null;
}

export interface InspectedImage {
  /** The first frame's, as the viewer and the models get it. Null where that could not be decoded. */
  readonly metadata: FrameMetadata | null;
  readonly bitsAllocated: number;
  /**
   * SHA-256 of the stored values of all frames, hexadecimal: frames in their order, rows from top to bottom, the samples of
   * a pixel next to each other, unused bits dropped, each a little-endian integer as wide as Bits Allocated (a byte a pixel
   * of 1-bit images); without rescale, palette or window. Null where a frame could not be decoded.
   */
  readonly valuesSha256: string | null;
  readonly frames: readonly InspectedFrame[];
  /** Why the models don't score the first frame; null where they do, and where it could not be decoded. */
  readonly refusal: Fault | null;
}

export interface InspectedFrame {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: 1 | 3;
  /** SHA-256 of its own values, by the same rule; null where it could not be decoded. */
  readonly sha256: string | null;
  readonly fault: Fault | null;
}
