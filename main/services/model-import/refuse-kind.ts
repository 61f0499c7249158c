/** Files that are plainly not what they were taken for. */
import { extname } from 'node:path';
import { failure, type Outcome } from '../../domain/outcome.ts';
import { isWeightFile } from '../../networks/weights/read-weights.ts';
import type { ReadOptions } from './import-options.ts';

const weightExtensions: readonly string[] = ['.safetensors', '.pth', '.pt', '.h5', '.keras'];

/** Null for what may be read; else why not: `import.…`. */
export function refuseKind(bytes: Uint8Array, { fileName, network }: ReadOptions): Outcome<never> | null {
  if (bytes.length === 0) return failure('import.empty-file', { file: fileName });
  if (network === undefined && isWeightFile(bytes)) {
    return failure('import.weights-without-network', { file: fileName });
  }
  // Its name says that it is one, its content does not.
  if (network === undefined && weightExtensions.includes(extname(fileName).toLowerCase())) {
    return failure('weights.unknown-format', { file: fileName });
  }
  if (network !== undefined && extname(fileName).toLowerCase() === '.onnx' && !isWeightFile(bytes)) {
    return failure('import.model-with-network', { file: fileName, network });
  }
  return null;
}
