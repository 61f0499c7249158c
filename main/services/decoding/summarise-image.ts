import { faultOf } from '../../domain/faults/fault.ts';
import type { Frame } from '../../domain/studies/frame.ts';
import { renderPng } from '../../imaging/raster/render-png.ts';
import type { DecodedImage, ImageSummary } from './decoder.ts';
import { prepareForAll, type ModelDemands } from './prepare-image.ts';

/** Pixels. */
export const THUMBNAIL_SIDE = 256;

/** The parts of a summary that are made from the pixels. */
export async function summariseFrame(
  frame: Frame,
  { header, frameCount }: Pick<DecodedImage, 'header' | 'frameCount'>,
  models: readonly ModelDemands[],
): Promise<Pick<ImageSummary, 'metadata' | 'thumbnail' | 'judged'>> {
  const { pixels: _, ...metadata } = frame;
  const thumbnail = await renderPng(frame, { longestSide: THUMBNAIL_SIDE });
  const several = frameCount > 1 ? faultOf('unsuitable.frames', { frames: frameCount }) : null;
  const judged =
    several === null ? prepareForAll(frame, header, models) : models.map(() => ({ fault: several, image: null }));
  return { metadata, thumbnail, judged };
}
