/** Weight files of any kind, with what a damaged one may cost bounded. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { failure, type Outcome } from '../../domain/outcome.ts';
import { isKerasFile, readWeights, type Weights } from '../../networks/weights/read-weights.ts';
import type { WeightFile } from './weight-file-worker.ts';

/** In a bundle it lies beside this one, as JavaScript. */
const program = new URL(`./weight-file-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

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
  const workerData: WeightFile = { bytes, fileName };
  const worker = new Worker(program, { workerData, execArgv: [] });
  try {
    const [outcome] = (await once(worker, 'message', { signal: AbortSignal.timeout(patienceMs) })) as [
      Outcome<Weights>,
    ];
    return outcome;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    return failure('weights.keras-damaged', { file: fileName }, error);
  } finally {
    await worker.terminate();
  }
}
