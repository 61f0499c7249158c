import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { archiveOf } from '../disk/archive.ts';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { Instance } from '../../domain/studies/study.ts';
import type { InstanceId } from '../../domain/ids.ts';
import type { ImageSummary } from '../decoding/decoder.ts';

/** How the worklist calls the study; a JPEG or PNG is known by its file's name. */
function descriptionOf({ header, format }: ImageSummary, path: string): string {
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

/** Puts the image into the casebook, where the same file again changes nothing. */
export function importFile(casebook: Casebook, path: string, image: ImageSummary): ImportedFile {
  const { instance } = casebook.instances.import({
    path,
    format: image.format,
    sha256: image.sha256,
    frameCount: image.frameCount,
    metadata: image.metadata,
    header: image.header,
    description: descriptionOf(image, path),
    thumbnail: image.thumbnail,
  });
  return { instanceId: instance.id, sameAs: noteWhereFound(casebook, instance, path) };
}
