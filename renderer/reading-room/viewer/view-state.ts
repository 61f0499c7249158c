import type { FrameMetadata } from '../../../main/domain/studies/frame.ts';
import { scaleAlongX, type Affine } from './affine.ts';

/** The viewport's state at this moment. */
export interface ViewState {
  readonly imageId: string;
  readonly metadata: FrameMetadata;
  /** As DICOM writes it, in modality units; null for colour. */
  readonly window: { readonly center: number; readonly width: number } | null;
  /** Screen pixels per image pixel. */
  readonly zoom: number;
  readonly isInverted: boolean;
  /** From the unit square over the whole frame to the canvas, CSS pixels. */
  readonly frameToCanvas: Affine;
}

/** The window whose ends these are (PS3.3 C.11.2.1.2.1), except for LINEAR_EXACT, which has no half pixel. */
export function windowFrom(lower: number, upper: number, metadata: FrameMetadata): ViewState['window'] {
  if (metadata.samplesPerPixel === 3) return null;
  const isExact = (metadata.voi?.function ?? 'LINEAR_EXACT') === 'LINEAR_EXACT';
  return isExact
    ? { center: (lower + upper) / 2, width: upper - lower }
    : { center: (lower + upper + 1) / 2, width: upper - lower + 1 };
}

export function zoomOf(frameToCanvas: Affine, columns: number, devicePixelRatio: number): number {
  return (scaleAlongX(frameToCanvas) / columns) * devicePixelRatio;
}
