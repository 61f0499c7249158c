import { success, type Outcome } from '../../domain/outcome.ts';
import type { ReadingLimits } from '../../domain/reading-budget.ts';
import { inspectImage } from '../../imaging/inspect-image.ts';
import { readSource } from '../files/read-source.ts';
import type { InspectedFile } from './decoder.ts';

/** Everything that the file says. Nothing is kept. */
export async function inspectFile(path: string, limits: ReadingLimits): Promise<Outcome<InspectedFile>> {
  const source = await readSource(path);
  if (!source.ok) return source;
  const { bytes, sha256 } = source.value;
  const inspected = await inspectImage(bytes, limits);
  return inspected.ok ? success({ sizeBytes: bytes.length, fileSha256: sha256, ...inspected.value }) : inspected;
}
