import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { archiveOf } from '../disk/archive.ts';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { Instance } from '../../domain/studies/study.ts';
import type { InstanceId } from '../../domain/ids.ts';
import { success, type Outcome } from '../../domain/outcome.ts';
import { renderPng } from '../../imaging/raster/render-png.ts';
import type { OpenedFrame } from './frame-cache.ts';
import { THUMBNAIL_SIDE } from './images.ts';
import type { DecodedImage, Decoder } from '../decoding/decoder.ts';

/** A file's first frame, with what the casebook wants to know of it. */
export interface DecodedFile {
  readonly image: Omit<DecodedImage, 'frame'>;
  readonly opened: OpenedFrame;
  /** PNG. */
  readonly thumbnail: Uint8Array;
}

/** How the worklist calls the study; a JPEG or PNG is known by its file's name. */
function descriptionOf({ header, format }: DecodedFile['image'], path: string): string {
  if (format !== 'dicom') return basename(path);
  return header.studyDescription ?? header.seriesDescription ?? header.bodyPart ?? '';
}

/**
 * Notes that a known image was met at this path: where the file was moved, it is looked for there from now on; where the
 * first one is still in its place, this is a copy.
 * @returns the path of the image that this is a copy of
 */
export function noteWhereFound(casebook: Casebook, instance: Instance, path: string): string | undefined {
  if (instance.path === path) return undefined;
  if (existsSync(instance.path) || archiveOf(instance.path) !== null) {
    casebook.instances.addCopy(instance.id, path);
    return instance.path;
  }
  casebook.instances.move(instance.id, path);
  return undefined;
}

/** An image of the casebook, with the path of the first file that had its bytes where this is another. */
export interface ImportedFile {
  readonly instanceId: InstanceId;
  readonly sameAs: string | undefined;
}

export async function decodeFile(path: string, decoder: Decoder): Promise<Outcome<DecodedFile>> {
  const decoded = await decoder.image(path, { frame: 0 });
  if (!decoded.ok) return decoded;
  const { frame, ...image } = decoded.value;
  const thumbnail = await renderPng(frame, { longestSide: THUMBNAIL_SIDE });
  return success({ image, opened: { frame, header: image.header }, thumbnail });
}

/** Puts the image into the casebook, where the same file again changes nothing. */
export function importFile(casebook: Casebook, path: string, decoded: DecodedFile): ImportedFile {
  const { image, opened, thumbnail } = decoded;
  const { pixels: _, ...metadata } = opened.frame;
  const { instance } = casebook.instances.import({
    path,
    format: image.format,
    sha256: image.sha256,
    frameCount: image.frameCount,
    metadata,
    header: image.header,
    description: descriptionOf(image, path),
    thumbnail,
  });
  return { instanceId: instance.id, sameAs: noteWhereFound(casebook, instance, path) };
}
