/** One image of a dataset, as it was when the dataset was opened. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failure, success, type Outcome } from '../../../domain/outcome.ts';
import { readImage } from '../../../imaging/read-image.ts';
import type { Files } from '../../files/allowed-files.ts';
import type { OpenedFrame } from '../../images/frame-cache.ts';
import { readSource, type Source } from '../../files/read-source.ts';

/** The first frame. Another content than that of the hash is refused: what is on record was said of other pixels. */
export async function readEntry(path: string, sha256: string | null, files: Files): Promise<Outcome<OpenedFrame>> {
  const source = await readAllowed(path, files);
  if (!source.ok) return source;
  if (source.value.sha256 !== sha256) return failure('dataset.file-changed', {});
  return decode(source.value.bytes);
}

/** The first frame of an image file. */
async function decode(bytes: Uint8Array): Promise<Outcome<OpenedFrame>> {
  const image = await readImage(bytes);
  if (!image.ok) return image;
  const frame = await image.value.frame(0);
  return frame.ok ? success({ frame: frame.value, header: image.value.header }) : frame;
}

/** Links are judged by where they lead. Faults: `file.…`. */
export async function readAllowed(path: string, files: Files): Promise<Outcome<Source>> {
  const real = await realpath(path).catch(() => realPlaceOf(path));
  if (real !== null && !files.isAllowed(real)) return failure('file.forbidden', {});
  return readSource(real ?? path);
}

/** Where a file that is not there, or that lies in a ZIP file, would lie: below the innermost that is there. */
async function realPlaceOf(path: string): Promise<string | null> {
  const above = dirname(path);
  if (above === path) return null;
  const place = await realpath(above).catch(() => realPlaceOf(above));
  return place === null ? null : join(place, basename(path));
}
