/** NodeProto and AttributeProto to and from our nodes. */
import type { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import { WireType } from '@bufbuild/protobuf/wire';
import { clauseOf, type Clause } from '../../domain/messages/clause.ts';
import type { Tensor } from '../../domain/tensor.ts';
import type { Attribute, Node } from '../ir/graph.ts';
import { readTensor, writeTensor } from './onnx-tensor.ts';
import { BFLOAT16, DOUBLE, FLOAT16, elementTypes } from '../ir/element-types.ts';
import {
  attributeTypes,
  readInteger,
  readMessage,
  repeated,
  writeInteger,
  writeMessage,
  writeString,
} from './onnx-wire.ts';
import { atNode, UnsupportedGraph } from '../ir/unsupported-graph.ts';

/** Reads a NodeProto. The name is the file's: it may be empty or not unique. */
export function readNode(bytes: Uint8Array): Node {
  let name = '';
  let op = '';
  let domain = '';
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributeBytes: Uint8Array[] = [];
  readMessage(bytes, {
    1: (reader) => inputs.push(reader.string()),
    2: (reader) => outputs.push(reader.string()),
    3: (reader) => (name = reader.string()),
    4: (reader) => (op = reader.string()),
    5: (reader) => attributeBytes.push(reader.bytes()),
    7: (reader) => (domain = reader.string()),
  });
  const at: At = (reason) => atNode({ name: name || (outputs[0] ?? ''), op, domain: '' }, reason);
  const attributes = Object.fromEntries(attributeBytes.map((attribute) => readAttribute(attribute, at)));
  if (op === 'Cast') narrowCast(attributes);
  return { name, op, domain: domain === 'ai.onnx' ? '' : domain, inputs, outputs, attributes };
}

/** Float16, bfloat16 and double are read as float32 everywhere, so a cast to them is one to float32. */
function narrowCast(attributes: Record<string, Attribute>): void {
  const to = attributes.to?.value;
  if (to === FLOAT16 || to === DOUBLE || to === BFLOAT16) attributes.to = { kind: 'int', value: elementTypes.float32 };
}

/** Puts the place before a reason. */
type At = (reason: Clause) => Clause;

interface AttributeFields {
  name: string;
  type: number;
  float: number;
  int: number;
  string: string;
  tensor: Tensor | undefined;
  floats: number[];
  ints: number[];
  strings: string[];
}

function readAttribute(bytes: Uint8Array, at: At): [name: string, attribute: Attribute] {
  const fields: AttributeFields = {
    name: '',
    type: 0,
    float: 0,
    int: 0,
    string: '',
    tensor: undefined,
    floats: [],
    ints: [],
    strings: [],
  };
  readMessage(bytes, {
    1: (reader) => (fields.name = reader.string()),
    2: (reader) => (fields.float = reader.float()),
    3: (reader) => (fields.int = readInteger(reader)),
    4: (reader) => (fields.string = reader.string()),
    5: (reader) => (fields.tensor = readTensor(reader.bytes(), at).tensor),
    7: repeated(fields.floats, (reader: BinaryReader) => reader.float()),
    8: repeated(fields.ints, readInteger),
    9: (reader) => fields.strings.push(reader.string()),
    20: (reader) => (fields.type = reader.int32()),
  });
  return [fields.name, toAttribute(fields, at)];
}

function toAttribute({ type, name, tensor, ...fields }: AttributeFields, at: At): Attribute {
  switch (type) {
    case attributeTypes.float:
      return { kind: 'float', value: fields.float };
    case attributeTypes.int:
      return { kind: 'int', value: fields.int };
    case attributeTypes.string:
      return { kind: 'string', value: fields.string };
    case attributeTypes.floats:
      return { kind: 'floats', value: fields.floats };
    case attributeTypes.ints:
      return { kind: 'ints', value: fields.ints };
    case attributeTypes.strings:
      return { kind: 'strings', value: fields.strings };
    case attributeTypes.tensor:
      if (tensor !== undefined) return { kind: 'tensor', value: tensor };
  }
  throw new UnsupportedGraph(at(clauseOf('graph.subgraph', { attribute: name, kind: type })));
}

/** Writes the fields of a NodeProto. */
export function writeNode(writer: BinaryWriter, { name, op, domain, inputs, outputs, attributes }: Node): void {
  for (const input of inputs) writeString(writer, 1, input);
  for (const output of outputs) writeString(writer, 2, output);
  writeString(writer, 3, name);
  writeString(writer, 4, op);
  for (const [key, attribute] of Object.entries(attributes)) {
    writeMessage(writer, 5, (message) => writeAttribute(message, key, attribute));
  }
  if (domain !== '') writeString(writer, 7, domain);
}

function writeAttribute(writer: BinaryWriter, name: string, attribute: Attribute): void {
  writeString(writer, 1, name);
  switch (attribute.kind) {
    case 'float':
      writer.tag(2, WireType.Bit32).float(attribute.value);
      break;
    case 'int':
      writeInteger(writer, 3, attribute.value);
      break;
    case 'string':
      writeString(writer, 4, attribute.value);
      break;
    case 'tensor':
      writeMessage(writer, 5, (message) => writeTensor(message, '', attribute.value));
      break;
    case 'floats':
      for (const value of attribute.value) writer.tag(7, WireType.Bit32).float(value);
      break;
    case 'ints':
      for (const value of attribute.value) writeInteger(writer, 8, value);
      break;
    case 'strings':
      for (const value of attribute.value) writeString(writer, 9, value);
      break;
  }
  writer.tag(20, WireType.Varint).int32(attributeTypes[attribute.kind]);
}
