import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { Instance } from '../../domain/studies/study.ts';
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

/** A file that was moved since it was imported is looked for in its new place from now on. */
export function followMove(casebook: Casebook, instance: Instance, path: string): Instance {
  if (instance.path === path || existsSync(instance.path)) return instance;
  casebook.instances.move(instance.id, path);
  return { ...instance, path };
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
export function importFile(casebook: Casebook, path: string, decoded: DecodedFile): Instance {
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
  return followMove(casebook, instance, path);
}
