import type { FrameMetadata } from '../../domain/studies/frame.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';
import type { FileFormat } from '../../domain/studies/study.ts';

/** An image file to be added to the casebook. */
export interface NewImage {
  readonly path: string;
  readonly format: FileFormat;
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly sha256: string;
  readonly frameCount: number;
  /** The metadata of the first frame. */
  readonly metadata: FrameMetadata;
  readonly header: ImageHeader;
  /** The study's description, as the worklist shows it. */
  readonly description: string;
  readonly thumbnail: Uint8Array;
}
