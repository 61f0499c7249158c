/** PyTorch's files: a ZIP archive since version 1.6, pickles with the storages behind them before. */
import type { Tensor } from '../../domain/tensor.ts';
import { bytesOf } from './elements.ts';
import { isKind, type Storage, type Value } from './pickle-values.ts';
import { findStateDict } from './state-dict.ts';
import { createTensors, elementTypeOf } from './strided.ts';
import { readTorchPickle } from './torch-pickle.ts';
import { unreadable } from './unreadable-weights.ts';
import { openZip, type Zip } from './zip.ts';

const PICKLE = 'data.pkl';
/** 0x1950a86a20f9469cfc6c, little-endian, as a pickle of protocol 2. */
const legacyMagic = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];
const LEGACY_PROTOCOL = 1001;

export const isLegacyTorch = (bytes: Uint8Array): boolean => legacyMagic.every((byte, at) => bytes[at] === byte);
export const isTorchZip = ({ names }: Zip): boolean => findPickle(names) !== undefined;

function findPickle(names: readonly string[]): string | undefined {
  return names.find((name) => name === PICKLE || name.endsWith(`/${PICKLE}`));
}

function named(value: Value, read: (storage: Storage) => Uint8Array): Map<string, Tensor> {
  const toTensor = createTensors(read);
  return new Map(findStateDict(value).map(([name, tensor]) => [name, toTensor(tensor)]));
}

/** Throws `UnreadableWeights`. */
export function readTorchZip(bytes: Uint8Array): Map<string, Tensor> {
  const zip = openZip(bytes);
  const pickle = findPickle(zip.names);
  if (pickle === undefined) throw unreadable('weights.part-missing', { part: PICKLE });
  const folder = pickle.slice(0, -PICKLE.length);
  const order = `${folder}byteorder`;
  if (zip.names.includes(order) && new TextDecoder().decode(zip.read(order)).trim() === 'big') {
    throw unreadable('weights.big-endian', {});
  }
  return named(readTorchPickle(zip.read(pickle)).value, ({ key }) => zip.read(`${folder}data/${key}`));
}

function keysOf(value: Value): string[] {
  const keys = isKind(value, 'list') ? value.items : [];
  if (!isKind(value, 'list') || !keys.every((key): key is string => typeof key === 'string')) {
    throw unreadable('weights.storages-damaged', {});
  }
  return keys;
}

function checkSystem(protocol: Value, system: Value): void {
  if (protocol !== LEGACY_PROTOCOL) throw unreadable('weights.other-pytorch', {});
  if (isKind(system, 'dict') && system.entries.get('little_endian') === false) {
    throw unreadable('weights.big-endian', {});
  }
}

/** The storages behind the pickles, each its length in elements and its values, in the order of the keys. */
function readStorages(
  bytes: Uint8Array,
  start: number,
  keys: readonly string[],
  known: ReadonlyMap<string, Storage>,
): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<string, Uint8Array>();
  let at = start;
  for (const key of keys) {
    const storage = known.get(key);
    if (storage === undefined) throw unreadable('weights.storages-damaged', {});
    const room = bytes.length - at - 8;
    const length = room < 0 ? 0 : bytesOf(elementTypeOf(storage), Number(view.getBigUint64(at, true)));
    if (length > room) throw unreadable('weights.cut-off', {});
    found.set(key, bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return found;
}

/**
 * Five pickles (magic number, protocol, system, the state dict, keys), then the storages. Throws `UnreadableWeights`.
 */
export function readLegacyTorch(bytes: Uint8Array): Map<string, Tensor> {
  const known = new Map<string, Storage>();
  let at = legacyMagic.length;
  const next = (): Value => {
    const { value, end } = readTorchPickle(bytes, {
      start: at,
      onStorage: (storage) => known.set(storage.key, storage),
    });
    at = end;
    return value;
  };
  const protocol = next();
  checkSystem(protocol, next());
  const root = next();
  const keys = keysOf(next());
  const storages = readStorages(bytes, at, keys, known);
  return named(root, ({ key }) => storages.get(key) ?? new Uint8Array());
}
