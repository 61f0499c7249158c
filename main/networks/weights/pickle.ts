/**
 * An interpreter for the part of Python's pickle language (protocols 2 to 5) that state dicts are written in. It builds
 * containers, texts and numbers; what a class or function would make is asked of the caller, who knows a fixed few by
 * name. Nothing of the file is ever run, and every other instruction is refused by its name.
 */
import { createCursor, type Cursor } from './pickle-cursor.ts';
import { isKind, type Key, type PickledTuple, type Value } from './pickle-values.ts';
import { unreadable } from './unreadable-weights.ts';

export interface PickleWorld {
  /** Whether the class or function may be named, as `module.name`. */
  allows(name: string): boolean;
  /** The result of calling the allowed global. Throws `UnreadableWeights` where it cannot be called so. */
  construct(name: string, parameters: readonly Value[]): Value;
  /** A value outside of the pickle, by its persistent id. */
  load(id: Value): Value;
}

/** A network's state dict takes some fifty instructions a tensor; each can make an object of a hundred bytes. */
const MOST_INSTRUCTIONS = 5_000_000;

const mark = Symbol('mark');

interface Machine {
  readonly cursor: Cursor;
  readonly world: PickleWorld;
  readonly stack: (Value | typeof mark)[];
  readonly memo: Map<number, Value>;
}

function pop({ stack }: Machine): Value {
  const value = stack.pop();
  if (value === undefined || value === mark) throw unreadable('weights.pickle-underflow', {});
  return value;
}

function top({ stack }: Machine): Value {
  const value = stack.at(-1);
  if (value === undefined || value === mark) throw unreadable('weights.pickle-underflow', {});
  return value;
}

function popToMark({ stack }: Machine): Value[] {
  const at = stack.lastIndexOf(mark);
  if (at < 0) throw unreadable('weights.pickle-underflow', {});
  const items = stack.splice(at) as [typeof mark, ...Value[]];
  return items.slice(1) as Value[];
}

function tuple(items: readonly Value[]): PickledTuple {
  return { kind: 'tuple', items };
}

function keyOf(value: Value): Key {
  if (typeof value !== 'object' || value === null) return value;
  throw unreadable('weights.pickle-key', { kind: value.kind });
}

function addItems(target: Value, items: readonly Value[]): void {
  if (!isKind(target, 'dict')) throw unreadable('weights.pickle-entry', {});
  if (items.length % 2 !== 0) throw unreadable('weights.pickle-half-entry', {});
  for (let index = 0; index < items.length; index += 2) target.entries.set(keyOf(items[index]!), items[index + 1]!);
}

function append(target: Value, items: readonly Value[]): void {
  if (!isKind(target, 'list')) throw unreadable('weights.pickle-append', {});
  for (const item of items) target.items.push(item);
}

function dictOf(items: readonly Value[]): Value {
  const dict = { kind: 'dict', entries: new Map<Key, Value>() } as const;
  addItems(dict, items);
  return dict;
}

function nameGlobal({ world }: Machine, module: Value, name: Value): Value {
  if (typeof module !== 'string' || typeof name !== 'string') {
    throw unreadable('weights.pickle-class', {});
  }
  const full = `${module}.${name}`;
  if (world.allows(full)) return { kind: 'global', name: full };
  throw unreadable('weights.pickle-foreign', { name: full });
}

function reduce(machine: Machine): void {
  const parameters = pop(machine);
  const callee = pop(machine);
  if (!isKind(callee, 'global') || !isKind(parameters, 'tuple')) {
    throw unreadable('weights.pickle-call', {});
  }
  machine.stack.push(machine.world.construct(callee.name, parameters.items));
}

/** OrderedDicts carry attributes, such as a state dict's `_metadata`: not needed. Nothing else has any. */
function dropAttributes(machine: Machine): void {
  pop(machine);
  if (!isKind(top(machine), 'dict')) throw unreadable('weights.pickle-attributes', {});
}

function recall({ memo }: Machine, index: number): Value {
  const value = memo.get(index);
  if (value === undefined) throw unreadable('weights.pickle-recall', { entry: index });
  return value;
}

function checkProtocol(version: number): void {
  if (version < 2 || version > 5) throw unreadable('weights.pickle-protocol', { version });
}

type Instruction = (machine: Machine) => void;
const push =
  (make: (machine: Machine) => Value): Instruction =>
  (machine) =>
    void machine.stack.push(make(machine));
const last = (machine: Machine, count: number): Value[] => Array.from({ length: count }, () => pop(machine)).reverse();

const instructions: Readonly<Record<number, Instruction>> = {
  0x80: ({ cursor }) => checkProtocol(cursor.u8()),
  0x95: ({ cursor }) => void cursor.u64(), // FRAME: only of use to streams
  0x28: ({ stack }) => void stack.push(mark),
  0x30: (machine) => void (machine.stack.at(-1) === mark ? machine.stack.pop() : pop(machine)),
  0x31: (machine) => void popToMark(machine),
  0x32: push(top),
  0x4e: push(() => null),
  0x88: push(() => true),
  0x89: push(() => false),
  0x4a: push(({ cursor }) => cursor.i32()),
  0x4b: push(({ cursor }) => cursor.u8()),
  0x4d: push(({ cursor }) => cursor.u16()),
  0x8a: push(({ cursor }) => cursor.integer(cursor.u8())),
  0x8b: push(({ cursor }) => cursor.integer(cursor.u32())),
  0x47: push(({ cursor }) => cursor.f64()),
  0x55: push(({ cursor }) => cursor.text(cursor.u8())), // texts of Python 2
  0x54: push(({ cursor }) => cursor.text(cursor.u32())),
  0x58: push(({ cursor }) => cursor.text(cursor.u32())),
  0x8c: push(({ cursor }) => cursor.text(cursor.u8())),
  0x8d: push(({ cursor }) => cursor.text(cursor.u64())),
  0x7d: push(() => dictOf([])),
  0x64: push((machine) => dictOf(popToMark(machine))),
  0x5d: push(() => ({ kind: 'list', items: [] })),
  0x6c: push((machine) => ({ kind: 'list', items: popToMark(machine) })),
  0x29: push(() => tuple([])),
  0x74: push((machine) => tuple(popToMark(machine))),
  0x85: push((machine) => tuple(last(machine, 1))),
  0x86: push((machine) => tuple(last(machine, 2))),
  0x87: push((machine) => tuple(last(machine, 3))),
  0x61: (machine) => append(machine.stack.at(-2) as Value, last(machine, 1)),
  0x65: (machine) => {
    const items = popToMark(machine);
    append(top(machine), items);
  },
  0x73: (machine) => {
    const items = last(machine, 2);
    addItems(top(machine), items);
  },
  0x75: (machine) => {
    const items = popToMark(machine);
    addItems(top(machine), items);
  },
  0x68: push((machine) => recall(machine, machine.cursor.u8())),
  0x6a: push((machine) => recall(machine, machine.cursor.u32())),
  0x71: (machine) => void machine.memo.set(machine.cursor.u8(), top(machine)),
  0x72: (machine) => void machine.memo.set(machine.cursor.u32(), top(machine)),
  0x94: (machine) => void machine.memo.set(machine.memo.size, top(machine)),
  0x63: push((machine) => nameGlobal(machine, machine.cursor.line(), machine.cursor.line())),
  0x93: push((machine) => {
    const [module, name] = last(machine, 2) as [Value, Value];
    return nameGlobal(machine, module, name);
  }),
  0x52: reduce,
  0x62: dropAttributes,
  0x51: push((machine) => machine.world.load(pop(machine))),
};

/** The instructions that are refused, as `pickletools` calls them. */
const refused: Readonly<Record<number, string>> = {
  0x42: 'BINBYTES',
  0x43: 'SHORT_BINBYTES',
  0x46: 'FLOAT',
  0x49: 'INT',
  0x4c: 'LONG',
  0x50: 'PERSID',
  0x53: 'STRING',
  0x56: 'UNICODE',
  0x67: 'GET',
  0x69: 'INST',
  0x6f: 'OBJ',
  0x70: 'PUT',
  0x81: 'NEWOBJ',
  0x82: 'EXT1',
  0x83: 'EXT2',
  0x84: 'EXT4',
  0x8e: 'BINBYTES8',
  0x8f: 'EMPTY_SET',
  0x90: 'ADDITEMS',
  0x91: 'FROZENSET',
  0x92: 'NEWOBJ_EX',
  0x96: 'BYTEARRAY8',
  0x97: 'NEXT_BUFFER',
  0x98: 'READONLY_BUFFER',
};

const STOP = 0x2e;

/** The value of one pickle and the position behind it. Throws `UnreadableWeights`. */
export function readPickle(bytes: Uint8Array, world: PickleWorld, start = 0): { value: Value; end: number } {
  const machine: Machine = { cursor: createCursor(bytes, start), world, stack: [], memo: new Map() };
  for (let count = 0; count < MOST_INSTRUCTIONS; count++) {
    const code = machine.cursor.u8();
    if (code === STOP) return { value: pop(machine), end: machine.cursor.position };
    const instruction = instructions[code];
    if (instruction === undefined) {
      const name = refused[code] ?? `0x${code.toString(16).padStart(2, '0')}`;
      throw unreadable('weights.pickle-instruction', { name });
    }
    instruction(machine);
  }
  throw unreadable('weights.pickle-too-long', { most: MOST_INSTRUCTIONS });
}
