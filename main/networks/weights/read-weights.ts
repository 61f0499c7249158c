import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { isHdf5 } from './hdf5.ts';
import { isKerasZip, readKerasHdf5, readKerasZip } from './keras.ts';
import { isSafetensors, readSafetensors } from './safetensors.ts';
import { isLegacyTorch, isTorchZip, readLegacyTorch, readTorchZip } from './torch-file.ts';
import { faultOf, UnreadableWeights } from './unreadable-weights.ts';
import { isZip, openZip } from './zip.ts';

export type Weights = ReadonlyMap<string, Tensor>;

type Reader = (bytes: Uint8Array) => Weights | Promise<Weights>;

/** By what the bytes are, not by what the file is called. */
function readerOf(bytes: Uint8Array): { kind: string; read: Reader } | null {
  if (isLegacyTorch(bytes)) return { kind: 'PyTorch', read: readLegacyTorch };
  if (isHdf5(bytes)) return { kind: 'Keras', read: readKerasHdf5 };
  if (!isZip(bytes)) return null;
  const zip = openZip(bytes);
  if (isTorchZip(zip)) return { kind: 'PyTorch', read: readTorchZip };
  return isKerasZip(zip) ? { kind: 'Keras', read: readKerasZip } : null;
}

/** Whether it begins as a weight file does; it may be damaged all the same. */
export function isWeightFile(bytes: Uint8Array): boolean {
  try {
    return isSafetensors(bytes) || readerOf(bytes) !== null;
  } catch (error) {
    if (error instanceof UnreadableWeights) return true;
    throw error;
  }
}

/** Whether it is the HDF Group's library that reads the file: `.h5` and `.keras`. */
export function isKerasFile(bytes: Uint8Array): boolean {
  try {
    return isHdf5(bytes) || (isZip(bytes) && isKerasZip(openZip(bytes)));
  } catch (error) {
    if (error instanceof UnreadableWeights) return false;
    throw error;
  }
}

/**
 * The tensors of a weight file by name, floats as float32, kernels in the layout of ONNX: safetensors, PyTorch state
 * dicts (ZIP and legacy, plain or in a checkpoint), Keras's `.h5`, `.weights.h5` and `.keras`. Fails with
 * `weights.…`; nothing in the file is ever executed. Values share the memory of `bytes` where they can.
 */
export async function readWeights(bytes: Uint8Array, fileName: string): Promise<Outcome<Weights>> {
  let kind = 'ZIP';
  try {
    if (isSafetensors(bytes)) {
      const read = readSafetensors(bytes, fileName);
      return read.ok ? success(read.value.tensors) : read;
    }
    const reader = readerOf(bytes);
    if (reader !== null) {
      kind = reader.kind;
      return success(await reader.read(bytes));
    }
  } catch (error) {
    return faultOf({ file: fileName, format: kind }, error);
  }
  return failure('weights.unknown-format', { file: fileName });
}
