import { readFileSync } from 'node:fs';
import { sizeOf } from '../../../main/domain/tensor.ts';
import { UnsupportedGraph } from '../../../main/graph/ir/unsupported-graph.ts';
import { readOnnx } from '../../../main/graph/onnx/read-onnx.ts';
import { shapeRules } from '../../../main/graph/shapes/shape-rules.ts';
import { writeOnnx } from '../../../main/graph/onnx/write-onnx.ts';
import { fromOnnx } from '../../../main/services/model-import/from-onnx.ts';
import { makeOnnx } from '../../support/make-model.ts';
import { oddNumber, oddTexts, type Chance } from '../chance.ts';
import { changeBytes, changeOften, changeOne, changeOrder, damaged } from '../changes.ts';
import { opened, requireTrue, type FuzzedParser, type Reading } from '../parser.ts';
import { wideGraph } from './wide-graph.ts';

/** A message of protocol buffers: its fields in order, those that are messages as such. */
interface Field {
  readonly number: number;
  /** 0 varint, 1 eight bytes, 2 with its length, 5 four bytes. */
  readonly wire: number;
  readonly value: bigint | Uint8Array | readonly Field[];
}

/** Fields of onnx.proto that hold messages. */
interface Shape {
  readonly [field: number]: Shape;
}
const tensor: Shape = { 13: {} };
const valueInfo: Shape = { 2: { 1: { 2: { 1: {} } } } };
const attribute: Shape = { 5: tensor, 6: {}, 10: tensor };
const model: Shape = {
  7: { 1: { 5: attribute }, 5: tensor, 11: valueInfo, 12: valueInfo, 13: valueInfo },
  8: {},
  14: {},
};

function readVarint(bytes: Uint8Array, start: number): { value: bigint; end: number } {
  let value = 0n;
  let at = start;
  for (let shift = 0n; ; shift += 7n) {
    const byte = bytes[at++]!;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return { value, end: at };
  }
}

function fieldsOf(bytes: Uint8Array, shape: Shape): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < bytes.length;) {
    const key = readVarint(bytes, at);
    const [number, wire] = [Number(key.value >> 3n), Number(key.value & 7n)];
    if (wire === 0) {
      const { value, end } = readVarint(bytes, key.end);
      fields.push({ number, wire, value });
      at = end;
      continue;
    }
    const length = wire === 2 ? readVarint(bytes, key.end) : { value: wire === 1 ? 8n : 4n, end: key.end };
    const value = bytes.subarray(length.end, length.end + Number(length.value));
    const inner = wire === 2 ? shape[number] : undefined;
    fields.push({ number, wire, value: inner === undefined ? value : fieldsOf(value, inner) });
    at = length.end + Number(length.value);
  }
  return fields;
}

function pushVarint(into: number[], value: bigint): void {
  let rest = BigInt.asUintN(64, value);
  for (; rest >= 0x80n; rest >>= 7n) into.push(Number(rest & 0x7fn) | 0x80);
  into.push(Number(rest));
}

function written(fields: readonly Field[]): number[] {
  const bytes: number[] = [];
  for (const { number, wire, value } of fields) {
    pushVarint(bytes, (BigInt(number) << 3n) | BigInt(wire));
    if (typeof value === 'bigint') pushVarint(bytes, value);
    else {
      const inner = value instanceof Uint8Array ? value : written(value);
      if (wire === 2) pushVarint(bytes, BigInt(inner.length));
      for (const byte of inner) bytes.push(byte);
    }
  }
  return bytes;
}

const operators = [...shapeRules.keys(), 'Constant', 'If', 'Loop'];

function changeField(chance: Chance, field: Field): Field {
  const { number, wire, value } = field;
  if (chance.is(0.03)) return { number: 1 + chance.below(26), wire, value };
  if (typeof value === 'bigint') {
    const wide = [-1n, 2n ** 63n, 2n ** 53n, 2n ** 32n, 0n];
    return {
      number,
      wire,
      value: chance.is(0.3) ? chance.pick(wide) : BigInt(oddNumber(chance, Number(value & 0xffffn), 16)),
    };
  }
  if (!(value instanceof Uint8Array)) return { number, wire, value: changeFields(chance, value) };
  if (wire !== 2 || chance.is(0.4))
    return {
      number,
      wire,
      value: wire === 2 ? changeBytes(chance, value) : value.map((byte) => byte ^ chance.below(256)),
    };
  return { number, wire, value: Buffer.from(chance.pick<string>(chance.is(0.5) ? operators : oddTexts)) };
}

function changeFields(chance: Chance, fields: readonly Field[]): readonly Field[] {
  if (fields.length === 0) return fields;
  return chance.is(0.2)
    ? changeOrder(chance, fields)
    : changeOne(chance, fields, (field) => changeField(chance, field));
}

function prepare(): Promise<(chance: Chance) => Uint8Array> {
  const foreign = readFileSync(new URL('../../fixtures/foreign.onnx', import.meta.url));
  const bases = [makeOnnx(), wideGraph(), wideGraph(), foreign].map((bytes) => fieldsOf(bytes, model));
  return Promise.resolve((chance) => {
    const changed = changeOften<readonly Field[]>(
      chance,
      chance.pick(bases),
      [(fields) => changeFields(chance, fields)],
      4,
    );
    return damaged(chance, Uint8Array.from(written(changed)));
  });
}

/** As an import does it, up to the engine's trial. */
function read(bytes: Uint8Array): Promise<Reading> {
  const refusal = readGraph(bytes);
  if (refusal !== null) return Promise.resolve({ refusal, isPastHeader: refusal !== 'graph.not-onnx' });
  const imported = fromOnnx(bytes, { fileName: 'file.onnx', labels: ['NORMAL', 'PNEUMONIA'] });
  if (!imported.ok) {
    const { code, details } = imported.error;
    const reason = 'reason' in details ? (details.reason as { code: string }).code : code;
    return Promise.resolve({ refusal: reason, isPastHeader: true });
  }
  return Promise.resolve(opened);
}

function readGraph(bytes: Uint8Array): string | null {
  try {
    const graph = readOnnx(bytes);
    for (const [name, { dims, data }] of graph.initializers)
      requireTrue(data.length === sizeOf(dims), `${name} has ${data.length} values`);
    const again = readOnnx(writeOnnx(graph));
    requireTrue(again.nodes.length === graph.nodes.length, 'nodes are lost by writing');
    return null;
  } catch (error) {
    if (error instanceof UnsupportedGraph) return error.reason.code;
    throw error;
  }
}

export const onnx: FuzzedParser = { name: 'ONNX', share: 0.15, prepare, read };
