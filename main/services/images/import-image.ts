import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { archiveOf } from '../disk/archive.ts';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { Instance } from '../../domain/studies/study.ts';
import type { InstanceId } from '../../domain/ids.ts';
import { success, type Outcome } from '../../domain/outcome.ts';
import type { ImageFile } from '../../imaging/image-file/image-file.ts';
import { readImage } from '../../imaging/read-image.ts';
import { renderPng } from '../../imaging/raster/render-png.ts';
import type { OpenedFrame } from './frame-cache.ts';
import { THUMBNAIL_SIDE } from './images.ts';
import type { Source } from '../files/read-source.ts';

/** A file's first frame, with what the casebook wants to know of it. */
export interface DecodedFile {
  readonly sha256: string;
  readonly image: ImageFile;
  readonly opened: OpenedFrame;
  /** PNG. */
  readonly thumbnail: Uint8Array;
}

/** How the worklist calls the study; a JPEG or PNG is known by its file's name. */
function descriptionOf({ header, format }: ImageFile, path: string): string {
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

export async function decodeFile({ bytes, sha256 }: Source): Promise<Outcome<DecodedFile>> {
  const image = await readImage(bytes);
  if (!image.ok) return image;
  const frame = await image.value.frame(0);
  if (!frame.ok) return frame;
  const thumbnail = await renderPng(frame.value, { longestSide: THUMBNAIL_SIDE });
  const opened = { frame: frame.value, header: image.value.header };
  return success({ sha256, image: image.value, opened, thumbnail });
}

/** Puts the image into the casebook, where the same file again changes nothing. */
export function importFile(casebook: Casebook, path: string, decoded: DecodedFile): ImportedFile {
  const { sha256, image, opened, thumbnail } = decoded;
  const { pixels: _, ...metadata } = opened.frame;
  const { instance } = casebook.instances.import({
    path,
    format: image.format,
    sha256,
    frameCount: image.frameCount,
    metadata,
    header: image.header,
    description: descriptionOf(image, path),
    thumbnail,
  });
  return { instanceId: instance.id, sameAs: noteWhereFound(casebook, instance, path) };
}
