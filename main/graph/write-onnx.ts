import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Graph, ValueType } from './graph.ts';
import { writeNode } from './onnx-node.ts';
import { writeTensor } from './onnx-tensor.ts';
import { elementTypes, writeEntry, writeInteger, writeMessage, writeString } from './onnx-wire.ts';

/** The IR version that came with an opset. */
function irVersion(opset: number): number {
  if (opset <= 18) return 8;
  return opset <= 20 ? 9 : 10;
}

/** The graph as the bytes of a self-contained .onnx file. The same graph gives the same bytes. */
export function writeOnnx(graph: Graph): Uint8Array {
  const writer = new BinaryWriter();
  writeInteger(writer, 1, irVersion(graph.opset));
  writeString(writer, 2, 'overread');
  writeMessage(writer, 7, (message) => writeGraph(message, graph));
  const domains = new Set(graph.nodes.map((node) => node.domain)).add('');
  for (const domain of domains) {
    writeMessage(writer, 8, (message) => {
      writeString(message, 1, domain);
      writeInteger(message, 2, domain === '' ? graph.opset : 1);
    });
  }
  for (const [key, value] of graph.metadata) writeEntry(writer, 14, key, value);
  return writer.finish();
}

function writeGraph(writer: BinaryWriter, { name, nodes, initializers, inputs, outputs }: Graph): void {
  for (const node of nodes) writeMessage(writer, 1, (message) => writeNode(message, node));
  writeString(writer, 2, name);
  for (const [key, tensor] of initializers) writeMessage(writer, 5, (message) => writeTensor(message, key, tensor));
  for (const [key, type] of inputs) writeMessage(writer, 11, (message) => writeValueInfo(message, key, type));
  for (const [key, type] of outputs) writeMessage(writer, 12, (message) => writeValueInfo(message, key, type));
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
