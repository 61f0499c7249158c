/** One image of a dataset, as it was when the dataset was opened. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { faultOf, type Fault } from '../../../domain/faults/fault.ts';
import { failure, success, type Outcome } from '../../../domain/outcome.ts';
import type { Decoder } from '../../decoding/decoder.ts';
import type { Files } from '../../files/allowed-files.ts';
import type { OpenedFrame } from '../../images/frame-cache.ts';

interface Reading {
  readonly files: Files;
  readonly decoder: Decoder;
}

/** The first frame. Another content than that of the hash is refused: what is on record was said of other pixels. */
export async function readEntry(
  path: string,
  sha256: string | null,
  { files, decoder }: Reading,
): Promise<Outcome<OpenedFrame>> {
  const place = await findAllowed(path, files);
  if (!place.ok) return place;
  const opened = await decoder.image(place.value, { frame: 0, sha256 });
  if (!opened.ok) return { ok: false, error: asOfDataset(opened.error) };
  return success({ frame: opened.value.frame, header: opened.value.header });
}

/** In the words of datasets. */
export function asOfDataset(fault: Fault): Fault {
  return fault.code === 'file.changed-since-import' ? faultOf('dataset.file-changed', {}) : fault;
}

/** Where the file lies: links are judged by where they lead. Fault: 'file.forbidden'. */
export async function findAllowed(path: string, files: Files): Promise<Outcome<string>> {
  const real = await realpath(path).catch(() => realPlaceOf(path));
  return real !== null && !files.isAllowed(real) ? failure('file.forbidden', {}) : success(real ?? path);
}

/** Where a file that is not there, or that lies in a ZIP file, would lie: below the innermost that is there. */
async function realPlaceOf(path: string): Promise<string | null> {
  const above = dirname(path);
  if (above === path) return null;
  const place = await realpath(above).catch(() => realPlaceOf(above));
  return place === null ? null : join(place, basename(path));
}
