import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Casebook } from '../casebook/open-casebook.ts';
import type { Instance } from '../domain/casework.ts';
import { failure, success, type Outcome } from '../domain/outcome.ts';
import type { ImageFile, ImageHeader } from '../imaging/image-file.ts';
import { readImage } from '../imaging/read-image.ts';
import { renderPng } from '../imaging/render-png.ts';
import type { OpenedFrame } from './frame-cache.ts';
import { THUMBNAIL_SIDE } from './images.ts';
import type { Source } from './read-source.ts';

export interface ImportedImage {
  readonly instance: Instance;
  /** Its first frame. */
  readonly opened: OpenedFrame;
}

/** How the worklist calls the study; a JPEG or PNG is known by its file's name. */
function descriptionOf(header: ImageHeader, { format }: ImageFile, path: string): string {
  if (format !== 'dicom') return basename(path);
  return header.studyDescription ?? header.seriesDescription ?? header.bodyPart ?? '';
}

/** A file that was moved since it was imported is looked for in its new place from now on. */
export function followMove(casebook: Casebook, instance: Instance, path: string): Instance {
  if (instance.path === path || existsSync(instance.path)) return instance;
  casebook.instances.move(instance.id, path);
  return { ...instance, path };
}

/** Reads a file's image and puts it into the casebook, where the same file again changes nothing. */
export async function importImage(casebook: Casebook, path: string, source: Source): Promise<Outcome<ImportedImage>> {
  const image = await readImage(source.bytes);
  if (!image.ok) return image;
  const frame = await image.value.frame(0);
  if (!frame.ok) return frame;
  const { header, format, frameCount } = image.value;
  const opened = { frame: frame.value, header };
  const known = casebook.instances.findBySha256(source.sha256);
  if (known !== undefined) return success({ instance: followMove(casebook, known, path), opened });
  const { pixels: _, ...meaning } = frame.value;
  const { instance, kind } = casebook.instances.import({
    path,
    format,
    sha256: source.sha256,
    frameCount,
    meaning,
    header,
    description: descriptionOf(header, image.value, path),
    thumbnail: await renderPng(frame.value, { longestSide: THUMBNAIL_SIDE }),
  });
  if (kind === 'conflicting') {
    return failure(
      'REFUSED',
      'Another file with the same DICOM identity (SOP Instance UID) and other content is in the casebook already; that one is kept. Give one of them a new UID to have both.',
    );
  }
  return success({ instance: followMove(casebook, instance, path), opened });
}
