/** Weight files of any kind, with what a damaged one may cost bounded. */
import { failure, type Outcome } from '../../domain/outcome.ts';
import { isKerasFile, readWeights, type Weights } from '../../networks/weights/read-weights.ts';
import { openThread } from '../../runtime/threads/open-thread.ts';
import type { WeightFileApi } from './weight-file-worker.ts';

/** Bytes a second that even a slow machine reads. */
const SLOWEST = 2 ** 22;
const START_MS = 20_000;

/**
 * As `readWeights`. The HDF Group's library, which Keras's files need, may turn in circles or ask for all memory where a
 * file is damaged: it runs in a thread of its own, which is ended after `patienceMs`. Fails with `weights.…`.
 */
export async function readWeightFile(
  bytes: Uint8Array,
  fileName: string,
  patienceMs: number = START_MS + Math.ceil((1000 * bytes.length) / SLOWEST),
): Promise<Outcome<Weights>> {
  if (!isKerasFile(bytes)) return readWeights(bytes, fileName);
  const thread = openThread<WeightFileApi>('weight-file-worker');
  const patience = AbortSignal.timeout(patienceMs);
  try {
    return await thread.call((api) => api.read(bytes, fileName), patience);
  } catch (error) {
    if (!patience.aborted) throw error;
    return failure('weights.keras-damaged', { file: fileName }, error);
  } finally {
    await thread.close();
  }
}
