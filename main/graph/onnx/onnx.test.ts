import { reasonThrownBy } from '../../../tests/support/reason-thrown-by.ts';
import { clauseOf } from '../../domain/messages/clause.ts';
import { readFileSync } from 'node:fs';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { describe, expect, test } from 'vitest';
import type { Tensor } from '../../domain/tensor.ts';
import { float32, int64 } from '../../domain/tensor.ts';
import { createBuilder, float, int, ints, string } from '../ir/builder.ts';
import type { Attribute, Graph } from '../ir/graph.ts';
import { halfToNumber } from './onnx-tensor.ts';
import { writeInteger, writeMessage, writeString } from './onnx-wire.ts';
import { readOnnx } from './read-onnx.ts';
import { UnsupportedGraph } from '../ir/unsupported-graph.ts';
import { writeOnnx } from './write-onnx.ts';
import { ortTensor, run } from '../../../tests/support/run-graph.ts';

const foreign = readFileSync(new URL('../../../tests/fixtures/foreign.onnx', import.meta.url));
const image = { type: 'float32', dims: ['N', 1, 3, 3] } as const;

async function valuesOf(graph: Graph, name: string, values: Tensor): Promise<number[]> {
  const output = await run(graph, { [name]: ortTensor(values) });
  return [...(Object.values(output)[0]!.data as Float32Array)];
}

/** A model whose graph holds what the callback writes. */
function modelOf(writeGraph: (writer: BinaryWriter) => void): Uint8Array {
  const writer = new BinaryWriter();
  writeMessage(writer, 7, writeGraph);
  writeMessage(writer, 8, (opset) => writeInteger(opset, 2, 17));
  return writer.finish();
}

/** A node with one attribute of each kind; the operator does not exist. */
function graphOfAttributes(attributes: Record<string, Attribute>): Graph {
  const builder = createBuilder({ metadata: new Map([['labels', 'NORMAL,PNEUMONIA']]) });
  builder.input('image', image);
  builder.node('Relu', ['image', '', builder.scalar(2)], attributes, 'y');
  builder.initializer('flags', { type: 'bool', dims: [2], data: Uint8Array.of(0, 1) });
  builder.initializer('bytes', { type: 'uint8', dims: [2], data: Uint8Array.of(200, 1) });
  builder.initializer('counts', { type: 'int32', dims: [], data: Int32Array.of(-5) });
  builder.initializer('large', { type: 'int64', dims: [2], data: BigInt64Array.of(-1n, 2n ** 62n) });
  builder.output('y', image);
  return builder.finish();
}

describe('an ONNX file', () => {
  test('comes back as the graph that was written, with every kind of attribute and tensor', () => {
    const graph = graphOfAttributes({
      axis: int(-1),
      alpha: float(0.25),
      mode: string('Größe'),
      pads: ints([0, -1, 2 ** 40]),
      none: ints([]),
      scales: { kind: 'floats', value: [0.5, -2] },
      names: { kind: 'strings', value: ['a', ''] },
      table: { kind: 'tensor', value: int64([2, 1], [3, -4]) },
    });
    expect(readOnnx(writeOnnx(graph))).toEqual(graph);
  });

  test('is the same bytes each time', () => {
    const graph = graphOfAttributes({ axis: int(1) });
    expect(writeOnnx(graph)).toEqual(writeOnnx(graph));
    expect(writeOnnx(readOnnx(foreign))).toEqual(writeOnnx(readOnnx(writeOnnx(readOnnx(foreign)))));
  });

  test('that we write runs in ONNX Runtime with the right numbers', async () => {
    const builder = createBuilder();
    builder.input('x', { type: 'float32', dims: ['N', 2] });
    const weight = builder.initializer('weight', float32([3, 2], [1, 2, 3, 4, 5, 6]));
    const bias = builder.initializer('bias', float32([3], [0, 1, -100]));
    const gemm = builder.node('Gemm', ['x', weight, bias], { transB: int(1) });
    builder.output(builder.node('Relu', [gemm], {}, 'y'), { type: 'float32', dims: ['N', 3] });
    expect(await valuesOf(builder.finish(), 'x', float32([2, 2], [1, 1, 2, -1]))).toEqual([3, 8, 0, 0, 3, 0]);
  });
});

describe("another exporter's file", () => {
  test('has unique node names and no Constant nodes once read', () => {
    const graph = readOnnx(foreign);
    expect(graph.nodes.map((node) => node.op)).toEqual(['Conv', 'Cast', 'Cast', 'Add', 'Mul', 'Reshape']);
    expect(new Set(graph.nodes.map((node) => node.name)).size).toBe(6);
    expect(graph.initializers.get('shape')).toEqual(int64([2], [0, -1]));
    expect(graph.initializers.get('two')).toEqual(float32([], [2]));
  });

  test('keeps metadata and names sizes that have none; weights listed as inputs are no inputs', () => {
    const graph = readOnnx(foreign);
    expect(graph.inputs).toEqual(new Map([['x', { type: 'float32', dims: ['x.0', 1, 3, 3] }]]));
    expect(Object.fromEntries(graph.metadata)).toEqual({ author: 'python', labels: 'NORMAL,PNEUMONIA' });
  });

  test('has its float16 and double tensors as float32', () => {
    const { initializers } = readOnnx(foreign);
    expect(initializers.get('b')).toEqual(float32([1, 2, 1, 1], [0.25, -3]));
    expect(initializers.get('unused_half')).toEqual(float32([3], [1.5, -2, 2 ** -14]));
    expect(initializers.get('unused_double')).toEqual(float32([2], [0.1, 1e30]));
    expect(initializers.get('unused_bool')?.data).toEqual(Uint8Array.of(1, 0));
    expect(initializers.get('unused_int32')?.data).toEqual(Int32Array.of(-7, 7));
  });

  test('gives the same numbers after reading and writing', async () => {
    const ramp = float32([1, 1, 3, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const difference = 2 * (-4 + 0.25);
    const sums = [8, 12, 20, 24].map((sum) => 2 * (sum / 2 - 3));
    const expected = [difference, difference, difference, difference, ...sums];
    expect(await valuesOf(readOnnx(foreign), 'x', ramp)).toEqual(expected);
  });
});

test.each([
  ['bfloat16', 16, Uint8Array.of(0x80, 0x3f, 0x00, 0xc0), float32([2], [1, -2])],
  ['int8', 3, Uint8Array.of(0xff, 0x05), { type: 'int32', dims: [2], data: Int32Array.of(-1, 5) }],
  ['int16', 5, Uint8Array.of(0xfe, 0xff, 0x05, 0), { type: 'int32', dims: [2], data: Int32Array.of(-2, 5) }],
  ['uint16', 4, Uint8Array.of(0xfe, 0xff, 0x05, 0), { type: 'int32', dims: [2], data: Int32Array.of(65534, 5) }],
  ['uint32', 12, Uint8Array.of(255, 255, 255, 255, 1, 0, 0, 0), int64([2], [2 ** 32 - 1, 1])],
  ['uint64', 13, Uint8Array.of(7, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0), int64([2], [7, 1])],
])('values of type %s are read as a type that tensors have', (_, type, raw, expected) => {
  const bytes = modelOf((graph) =>
    writeMessage(graph, 5, (tensor) => {
      tensor.tag(1, WireType.Varint).int64(2);
      tensor.tag(2, WireType.Varint).int32(type);
      writeString(tensor, 8, 'w');
      tensor.tag(9, WireType.LengthDelimited).bytes(raw);
    }),
  );
  expect(readOnnx(bytes).initializers.get('w')).toEqual(expected);
});

describe('a file that cannot be handled', () => {
  test.each([
    ['is empty', new Uint8Array()],
    ['is text', new TextEncoder().encode('Hello, this is no model.')],
    ['is cut short', new Uint8Array(foreign.subarray(0, 300))],
  ])('is refused when it %s', (_, bytes) => {
    expect(() => readOnnx(bytes)).toThrow(UnsupportedGraph);
  });

  test('is refused by name when the weights are in another file', () => {
    const bytes = modelOf((graph) =>
      writeMessage(graph, 5, (tensor) => {
        tensor.tag(2, WireType.Varint).int32(1);
        writeString(tensor, 8, 'fc.weight');
        tensor.tag(14, WireType.Varint).int32(1);
      }),
    );
    expect(reasonThrownBy(() => readOnnx(bytes))).toEqual(
      clauseOf('graph.at-initializer', { initializer: 'fc.weight', reason: clauseOf('graph.external-data', {}) }),
    );
  });

  test('is refused by name when a tensor has a type we do not have', () => {
    const bytes = modelOf((graph) =>
      writeMessage(graph, 5, (tensor) => {
        tensor.tag(2, WireType.Varint).int32(17);
        writeString(tensor, 8, 'w');
      }),
    );
    expect(reasonThrownBy(() => readOnnx(bytes))).toEqual(
      clauseOf('graph.at-initializer', { initializer: 'w', reason: clauseOf('graph.type-not-handled', { type: 17 }) }),
    );
  });

  test('is refused with the node when an attribute is a subgraph', () => {
    const bytes = modelOf((graph) =>
      writeMessage(graph, 1, (node) => {
        writeString(node, 3, 'choice');
        writeString(node, 4, 'If');
        writeMessage(node, 5, (attribute) => {
          writeString(attribute, 1, 'then_branch');
          attribute.tag(20, WireType.Varint).int32(5);
        });
      }),
    );
    expect(reasonThrownBy(() => readOnnx(bytes))).toEqual(
      clauseOf('graph.at-node', {
        node: 'choice',
        operator: 'If',
        reason: clauseOf('graph.subgraph', { attribute: 'then_branch', kind: 5 }),
      }),
    );
  });

  test('is refused with the node and the reason when a value is missing', () => {
    const builder = createBuilder();
    builder.add({ name: 'lonely', op: 'Relu', domain: '', inputs: ['nobody'], outputs: ['y'], attributes: {} });
    expect(reasonThrownBy(() => readOnnx(writeOnnx(builder.finish())))).toEqual(
      clauseOf('graph.at-node', {
        node: 'lonely',
        operator: 'Relu',
        reason: clauseOf('graph.input-unmade', { input: 'nobody' }),
      }),
    );
  });
});

test.each([
  [0x3c00, 1],
  [0xc000, -2],
  [0x0001, 2 ** -24],
  [0x03ff, 1023 * 2 ** -24],
  [0x7bff, 65504],
  [0x7c00, Infinity],
  [0x7e00, NaN],
])('half-precision bits %i are %d', (bits, value) => {
  expect(halfToNumber(bits)).toBe(value);
});
