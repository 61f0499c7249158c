/** HDF5 files by the HDF Group's own library, compiled to WebAssembly: it sees only its own memory. */
import type * as h5wasm from 'h5wasm';
import { sizeOf, type Tensor } from '../../domain/tensor.ts';
import { unreadable, UnreadableWeights } from './unreadable-weights.ts';

export type Hdf5Group = h5wasm.Group;

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

export const isHdf5 = (bytes: Uint8Array): boolean => signature.every((byte, at) => bytes[at] === byte);

/** The library is large and loads with the first file. */
async function loadLibrary() {
  const { default: library } = await import('h5wasm');
  const { FS: files, activate_throwing_error_handler: throwErrors } = await library.ready;
  throwErrors(); // else it prints them
  return { library, files };
}

const isOurs = (error: unknown): boolean => error instanceof UnreadableWeights;

/** Opens the file for as long as `read` works on it. Throws `UnreadableWeights` for what the library can't read. */
export async function withHdf5<T>(bytes: Uint8Array, read: (root: Hdf5Group) => T): Promise<T> {
  const { library, files } = await loadLibrary();
  const name = 'weights.h5';
  files.writeFile(name, bytes);
  try {
    const file = new library.File(name, 'r');
    try {
      return read(file);
    } finally {
      file.close();
    }
  } catch (error) {
    throw isOurs(error) ? error : unreadable('weights.not-hdf5', {});
  } finally {
    files.unlink(name);
  }
}

/** The group of this name, or undefined where there is none. Links to other files are not followed. */
export function groupIn(parent: Hdf5Group, name: string): Hdf5Group | undefined {
  const entity = parent.keys().includes(name) ? parent.get(name) : null;
  return entity !== null && 'keys' in entity ? entity : undefined;
}

/** A text attribute as texts; undefined where there is none. */
export function textsOf(group: Hdf5Group, attribute: string): string[] | undefined {
  const value = group.attrs[attribute]?.value;
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.filter((item): item is string => typeof item === 'string');
  return value === undefined ? undefined : [];
}

/** The numbers at a path, in the file's layout. Throws `UnreadableWeights`. */
export function tensorAt(group: Hdf5Group, path: string): Tensor {
  const entity = group.get(path);
  if (entity === null || !('metadata' in entity) || !('shape' in entity)) {
    throw unreadable('weights.array-missing', { path });
  }
  const dims = entity.shape ?? [];
  const { value } = entity;
  const data = typeof value === 'number' ? Float32Array.of(value) : value;
  if (data instanceof Float64Array) return { type: 'float32', dims, data: Float32Array.from(data) };
  if (data instanceof Float32Array && data.length === sizeOf(dims)) return { type: 'float32', dims, data };
  if (data instanceof Int32Array) return { type: 'int32', dims, data };
  if (data instanceof BigInt64Array) return { type: 'int64', dims, data };
  throw unreadable('weights.array-type', { path });
}
