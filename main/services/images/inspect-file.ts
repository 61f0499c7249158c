import type { Inspection } from '../../domain/studies/inspection.ts';
import { success, type Outcome } from '../../domain/outcome.ts';
import { inspectImage } from '../../imaging/inspect-image.ts';
import { readSource } from '../files/read-source.ts';

export interface InspectedFile extends Inspection {
  readonly sizeBytes: number;
  /** SHA-256 of the file, hexadecimal. */
  readonly fileSha256: string;
}

/** Everything that the file says. Nothing is kept. */
export async function inspectFile(path: string): Promise<Outcome<InspectedFile>> {
  const source = await readSource(path);
  if (!source.ok) return source;
  const { bytes, sha256 } = source.value;
  const inspected = await inspectImage(bytes);
  return inspected.ok ? success({ sizeBytes: bytes.length, fileSha256: sha256, ...inspected.value }) : inspected;
}
