import type { Frame } from '../../domain/studies/frame.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';
import type { Outcome } from '../../domain/outcome.ts';

/** An opened file; frames are decoded one by one, when asked for. */
export interface ImageFile {
  readonly format: 'dicom' | 'jpeg' | 'png';
  readonly header: ImageHeader;
  readonly frameCount: number;
  frame(index: number): Promise<Outcome<Frame>>;
  /** The entries of the VOI LUTs that the metadata of a frame describe, in the same order. */
  voiTables(index: number): readonly Uint16Array[];
}
