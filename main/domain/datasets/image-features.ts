/** Measurements that an audit takes of one image. */
import type { CodedMessage } from '../messages/coded-message.ts';

/** Pixels a side of the miniature. */
export const MINIATURE_SIDE = 64;

export interface ImageProperties {
  readonly format: 'dicom' | 'jpeg' | 'png';
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly bitsStored: number;
  /** 1 of grey, 3 of colour; of the file, also where the colours are all grey. */
  readonly channels: number;
  readonly isLossy: boolean;
  /**
   * The sum of a JPEG's luminance quantisation table: the higher, the stronger the compression. Null for other formats.
   */
  readonly quantisation: number | null;
}

export type ImageFeatures =
  | {
      readonly isReadable: true;
      readonly properties: ImageProperties;
      /** SHA-256 over size and displayed pixels: equal in files that hold the same picture. */
      readonly pixelHash: string;
      /** MINIATURE_SIDE² grey bytes, row by row, the whole image pressed into a square. */
      readonly miniature: Uint8Array;
    }
  | { readonly isReadable: false; readonly fault: CodedMessage };
