/** The classes and functions that PyTorch's state dicts name, and what stands for them here. */
import { readPickle, type PickleWorld } from './pickle.ts';
import { isKind, type Key, type PickledDict, type Storage, type StridedTensor, type Value } from './pickle-values.ts';
import { unreadable } from './unreadable-weights.ts';

type Constructor = (parameters: readonly Value[]) => Value;

const isCount = (value: Value | undefined): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function countsOf(value: Value | undefined): number[] {
  if (isKind(value, 'tuple') && value.items.every(isCount)) return value.items as number[];
  throw unreadable('weights.pickle-shape', {});
}

function rebuildTensor([storage, offset, size, stride]: readonly Value[]): StridedTensor {
  if (!isKind(storage, 'storage') || !isCount(offset)) throw unreadable('weights.pickle-values', {});
  const tensor = { kind: 'tensor', storage, offset, size: countsOf(size), stride: countsOf(stride) } as const;
  if (tensor.size.length === tensor.stride.length) return tensor;
  throw unreadable('weights.pickle-shape', {});
}

function rebuildParameter([tensor]: readonly Value[]): Value {
  if (isKind(tensor, 'tensor')) return tensor;
  throw unreadable('weights.pickle-parameter', {});
}

/** Empty, as Python 3 writes it, or from a list of pairs, as Python 2 did. */
function orderedDict([pairs]: readonly Value[]): PickledDict {
  const entries = new Map<Key, Value>();
  for (const pair of isKind(pairs, 'list') ? pairs.items : []) {
    const [key, value] = isKind(pair, 'list') || isKind(pair, 'tuple') ? pair.items : [];
    if (typeof key !== 'string' || value === undefined) {
      throw unreadable('weights.pickle-pairs', {});
    }
    entries.set(key, value);
  }
  return { kind: 'dict', entries };
}

const constructors = new Map<string, Constructor>([
  ['collections.OrderedDict', orderedDict],
  ['torch._utils._rebuild_tensor_v2', rebuildTensor],
  ['torch._utils._rebuild_tensor', rebuildTensor], // before PyTorch 0.4
  ['torch._utils._rebuild_parameter', rebuildParameter],
  ['torch.Size', ([sizes]) => ({ kind: 'tuple', items: sizes === undefined ? [] : countsOf(sizes) })],
]);

const dtypes =
  /^torch\.(float(16|32|64)?|double|half|bfloat16|u?int(8|16|32|64)|short|int|long|bool|complex(32|64|128))$/;
const storageClass = /^torch(?:\.cuda)?\.([A-Z][A-Za-z0-9]*Storage)$/;

/** `('storage', class, key, location, count)`, and in old files whether it is a part of another. */
function loadStorage(id: Value): Storage {
  const [tag, type, key, , count, part] = isKind(id, 'tuple') ? id.items : [];
  const name = isKind(type, 'global') ? storageClass.exec(type.name)?.[1] : undefined;
  if (tag !== 'storage' || name === undefined || typeof key !== 'string' || !isCount(count)) {
    throw unreadable('weights.pickle-reference', {});
  }
  if (part !== undefined && part !== null) {
    throw unreadable('weights.storage-part', {});
  }
  return { kind: 'storage', type: name, key, count };
}

export interface TorchPickleOptions {
  /** Where in the bytes the pickle begins. */
  readonly start?: number;
  /** Hears of every storage that the pickle refers to. */
  readonly onStorage?: (storage: Storage) => void;
}

/** As `readPickle`, in PyTorch's world. */
export function readTorchPickle(
  bytes: Uint8Array,
  { start = 0, onStorage }: TorchPickleOptions = {},
): { value: Value; end: number } {
  const world: PickleWorld = {
    allows: (name) => constructors.has(name) || dtypes.test(name) || storageClass.test(name),
    construct(name, parameters) {
      const constructor = constructors.get(name);
      if (constructor === undefined) throw unreadable('weights.pickle-no-tensor', { name });
      return constructor(parameters);
    },
    load(id) {
      const storage = loadStorage(id);
      onStorage?.(storage);
      return storage;
    },
  };
  return readPickle(bytes, world, start);
}
