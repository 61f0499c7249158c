import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Graph, ValueType } from '../ir/graph.ts';
import { writeNode } from './onnx-node.ts';
import { tensorParts } from './onnx-tensor.ts';
import { elementTypes } from '../ir/element-types.ts';
import { writeEntry, writeInteger, writeMessage, writeString } from './onnx-wire.ts';

/** The IR version that came with an opset. */
function irVersion(opset: number): number {
  if (opset <= 18) return 8;
  return opset <= 20 ? 9 : 10;
}

/**
 * The graph as the bytes of a self-contained .onnx file. The same graph gives the same bytes. Tensors are copied once,
 * into the file: of a large network every further copy counts.
 */
export function writeOnnx(graph: Graph): Uint8Array {
  const head = written((writer) => {
    writeInteger(writer, 1, irVersion(graph.opset));
    writeString(writer, 2, 'overread');
  });
  const tail = written((writer) => {
    const domains = new Set(graph.nodes.map((node) => node.domain)).add('');
    for (const domain of domains) {
      writeMessage(writer, 8, (message) => {
        writeString(message, 1, domain);
        writeInteger(message, 2, domain === '' ? graph.opset : 1);
      });
    }
    for (const [key, value] of graph.metadata) writeEntry(writer, 14, key, value);
  });
  return joined([head, ...framed(7, graphParts(graph)), tail]);
}

function graphParts({ name, nodes, initializers, inputs, outputs }: Graph): readonly Uint8Array[] {
  const head = written((writer) => {
    for (const node of nodes) writeMessage(writer, 1, (message) => writeNode(message, node));
    writeString(writer, 2, name);
  });
  const tail = written((writer) => {
    for (const [key, type] of inputs) writeMessage(writer, 11, (message) => writeValueInfo(message, key, type));
    for (const [key, type] of outputs) writeMessage(writer, 12, (message) => writeValueInfo(message, key, type));
  });
  return [head, ...[...initializers].flatMap(([key, tensor]) => framed(5, tensorParts(key, tensor))), tail];
}

function written(write: (writer: BinaryWriter) => void): Uint8Array {
  const writer = new BinaryWriter();
  write(writer);
  return writer.finish();
}

const lengthOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0);

/** The parts as one message, a field of another. */
function framed(field: number, parts: readonly Uint8Array[]): readonly Uint8Array[] {
  return [written((writer) => writer.tag(field, WireType.LengthDelimited).uint32(lengthOf(parts))), ...parts];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function writeValueInfo(writer: BinaryWriter, name: string, { type, dims }: ValueType): void {
  writeString(writer, 1, name);
  writeMessage(writer, 2, (typeProto) =>
    writeMessage(typeProto, 1, (tensorType) => {
      tensorType.tag(1, WireType.Varint).int32(elementTypes[type]);
      writeMessage(tensorType, 2, (shape) => {
        for (const dim of dims) {
          writeMessage(shape, 1, (message) => {
            if (typeof dim === 'number') writeInteger(message, 1, dim);
            else writeString(message, 2, dim);
          });
        }
      });
    }),
  );
}
