import type { Preprocessing } from '../../domain/models/model-card.ts';
import type { Frame } from '../../domain/studies/frame.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';
import { renderPng } from '../../imaging/raster/render-png.ts';
import { refuseUnsuitable } from '../../imaging/suitability.ts';
import type { ImageSummary } from './decoder.ts';
import { prepareForAll } from './prepare-image.ts';

/** Pixels. */
export const THUMBNAIL_SIDE = 256;

/** The parts of a summary that are made from the pixels. */
export async function summariseFrame(
  frame: Frame,
  header: ImageHeader,
  specs: readonly Preprocessing[],
): Promise<Pick<ImageSummary, 'metadata' | 'thumbnail' | 'unsuitable' | 'inputs'>> {
  const { pixels: _, ...metadata } = frame;
  const thumbnail = await renderPng(frame, { longestSide: THUMBNAIL_SIDE });
  const unsuitable = specs.length === 0 ? null : refuseUnsuitable(frame, header);
  return { metadata, thumbnail, unsuitable, inputs: unsuitable === null ? prepareForAll(frame, specs) : [] };
}
