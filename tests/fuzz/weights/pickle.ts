import { oddNumber, oddTexts, type Chance } from '../chance.ts';
import { changeBytes, changeOften, changeOne, changeOrder, damaged } from '../changes.ts';
import type { FuzzedParser } from '../parser.ts';
import { changeZip, part, writeZip, zipOf } from '../discs/zip-file.ts';
import { readWeightBytes } from './read-weight-bytes.ts';

/** An instruction with its argument. */
type Instruction = readonly number[];

const utf8 = (value: string): number[] => [...Buffer.from(value)];
const word = (value: number): number[] => [...new Uint8Array(Uint32Array.of(value).buffer)];
const text = (value: string): Instruction => [0x58, ...word(utf8(value).length), ...utf8(value)];
const named = (name: string): Instruction => {
  const at = name.lastIndexOf('.');
  return [0x63, ...utf8(`${name.slice(0, at)}\n${name.slice(at + 1)}\n`)];
};
const integer = (value: number): Instruction => [0x4a, ...word(value)];
const mark: Instruction = [0x28];
const tuple: Instruction = [0x74];
const tuple2: Instruction = [0x86];
const reduce: Instruction = [0x52];
const emptyDict: Instruction = [0x7d];
const emptyTuple: Instruction = [0x29];
const setItem: Instruction = [0x73];
const setItems: Instruction = [0x75];
const stop: Instruction = [0x2e];
const load: Instruction = [0x51];

interface Tensor {
  readonly key: string;
  readonly storage: string;
  readonly count: number;
  readonly size: readonly number[];
  readonly stride: readonly number[];
  readonly offset: number;
}

function tensor({ key, storage, count, size, stride, offset }: Tensor): Instruction[] {
  return [
    [named('torch._utils._rebuild_tensor_v2')],
    [mark, mark, text('storage'), named(`torch.${storage}`), text(key), text('cpu'), integer(count), tuple, load],
    [integer(offset), mark, ...size.map(integer), tuple, mark, ...stride.map(integer), tuple],
    [[0x89], named('collections.OrderedDict'), emptyTuple, reduce, tuple, reduce],
  ].flat();
}

const sound: readonly Tensor[] = [
  { key: '0', storage: 'FloatStorage', count: 8, size: [2, 4], stride: [4, 1], offset: 0 },
  { key: '1', storage: 'HalfStorage', count: 6, size: [3, 2], stride: [1, 3], offset: 0 },
  { key: '2', storage: 'LongStorage', count: 2, size: [], stride: [], offset: 1 },
];
const storageBytes = [32, 12, 16];
const storages = [
  'FloatStorage',
  'HalfStorage',
  'BFloat16Storage',
  'DoubleStorage',
  'LongStorage',
  'IntStorage',
].concat(['ShortStorage', 'CharStorage', 'ByteStorage', 'BoolStorage', 'ComplexFloatStorage', 'Storage']);

function stateDict(tensors: readonly Tensor[]): Instruction[] {
  const entries = tensors.flatMap((one, i) => [text(`layer${i}.weight`), ...tensor(one)]);
  return [[0x80, 2], emptyDict, mark, ...entries, setItems, stop];
}

/** An epoch and the state dict, as training programs keep them. */
function checkpoint(tensors: readonly Tensor[]): Instruction[] {
  const inner = stateDict(tensors).slice(1, -1);
  return [[0x80, 2], emptyDict, text('epoch'), integer(3), setItem, text('state_dict'), ...inner, setItem, stop];
}

function changeTensor(chance: Chance, one: Tensor): Tensor {
  const bits = chance.is(0.8) ? 8 : 32;
  const sizes = (list: readonly number[]): readonly number[] =>
    list.length === 0 || chance.is(0.2)
      ? [...list, chance.below(4)]
      : changeOne(chance, list, (value) => oddNumber(chance, value, bits));
  const changes = [
    () => ({ ...one, storage: chance.pick(storages) }),
    () => ({ ...one, key: chance.pick(['0', '1', '2', '3', '../0', '__proto__']) }),
    () => ({ ...one, count: oddNumber(chance, one.count, bits) }),
    () => ({ ...one, size: sizes(one.size) }),
    () => ({ ...one, stride: sizes(one.stride) }),
    () => ({ ...one, size: sizes(one.size), stride: sizes(one.stride) }),
    () => ({ ...one, offset: oddNumber(chance, one.offset, bits) }),
  ];
  return chance.pick(changes)();
}

const doubles = (value: number): number[] => [...new Uint8Array(Float64Array.of(value).buffer)].toReversed();

function anyInstruction(chance: Chance): Instruction {
  const makers = [
    () => integer(oddNumber(chance, 1, 32)),
    () => text(chance.pick(oddTexts)),
    () => [0x47, ...doubles(chance.pick([Infinity, Number.NaN, 1.5, -1, 1e300]))],
    () => named(chance.pick(['torch.Size', 'torch.float32', 'os.system', 'torch._utils._rebuild_parameter', 'a.b'])),
    () => [chance.pick([0x68, 0x71]), chance.below(4)],
    () => {
      const length = chance.below(12);
      return [0x8a, length, ...Array.from({ length }, () => chance.below(256))];
    },
    () => [chance.pick([0x28, 0x30, 0x31, 0x32, 0x4e, 0x5d, 0x61, 0x62, 0x64, 0x65, 0x6c, 0x85, 0x87, 0x93, 0x94])],
    () => [chance.pick([...mark, ...tuple, ...tuple2, ...reduce, ...emptyDict, ...setItem, ...setItems, ...load])],
    () => [chance.below(256)],
  ];
  return chance.pick(makers)();
}

function changeProgram(chance: Chance, program: readonly Instruction[]): Instruction[] {
  return changeOften<Instruction[]>(
    chance,
    [...program],
    [
      (list) => [...list.slice(0, 1), ...changeOrder(chance, list.slice(1))],
      (list) => list.toSpliced(1 + chance.below(list.length), 0, anyInstruction(chance)),
      (list) => list.toSpliced(chance.below(list.length), 1, anyInstruction(chance)),
    ],
    2,
  );
}

const bytesOf = (program: readonly Instruction[]): Uint8Array => Uint8Array.from(program.flat());
const magic = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];

/** The form before PyTorch 1.6. */
function legacy(chance: Chance, program: readonly Instruction[]): Uint8Array {
  const system = [[0x80, 2], emptyDict, text('little_endian'), [0x88], setItem, stop];
  const keys = [[0x80, 2], [0x5d], mark, ...storageBytes.map((_, i) => text(String(i))), [0x65], stop];
  const pieces = storageBytes.flatMap((length, i) => {
    const count = chance.is(0.9) ? sound[i]!.count : oddNumber(chance, 8, 32);
    return [...new Uint8Array(BigUint64Array.of(BigInt(count)).buffer), ...new Uint8Array(length).fill(i)];
  });
  const isChanged = chance.is(0.2);
  const around = (one: Instruction[]): Uint8Array => bytesOf(isChanged ? changeProgram(chance, one) : one);
  const protocol = [[0x80, 2], [0x4d, 0xe9, 3], stop];
  return Buffer.concat([
    Uint8Array.from(magic),
    bytesOf(protocol),
    around(system),
    bytesOf(program),
    around(keys),
    Uint8Array.from(pieces),
  ]);
}

function make(chance: Chance): Uint8Array {
  const tensors = chance.is(0.6) ? changeOne(chance, sound, (one) => changeTensor(chance, one)) : sound;
  const whole = chance.is(0.7) ? stateDict(tensors) : checkpoint(tensors);
  const program = chance.is(tensors === sound ? 0.9 : 0.3) ? changeProgram(chance, whole) : whole;
  if (chance.is(0.4)) return damaged(chance, legacy(chance, program));
  const zip = zipOf(
    part('archive/data.pkl', bytesOf(program)),
    part('archive/byteorder', Buffer.from(chance.is(0.97) ? 'little' : 'big')),
    ...storageBytes.map((length, i) => {
      const value = new Uint8Array(length).fill(i + 1);
      return part(`archive/data/${i}`, chance.is(0.05) ? changeBytes(chance, value) : value, chance.pick([0, 8]));
    }),
  );
  return damaged(chance, writeZip(chance.is(0.15) ? changeZip(chance, zip) : zip));
}

export const pickle: FuzzedParser = {
  name: 'pickle',
  share: 0.12,
  prepare: () => Promise.resolve(make),
  read: readWeightBytes,
};
