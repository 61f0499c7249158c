import type { BinaryReader } from '@bufbuild/protobuf/wire';
import { clauseOf } from '../../domain/messages/clause.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { float32, int64, scalar } from '../../domain/tensor.ts';
import type { Dim, Graph, Node, ValueType } from '../ir/graph.ts';
import { readNode } from './onnx-node.ts';
import { readTensor } from './onnx-tensor.ts';
import { tensorTypeOf } from '../ir/element-types.ts';
import { readInteger, readMessage } from './onnx-wire.ts';
import { atNode, atValue, UnsupportedGraph } from '../ir/unsupported-graph.ts';

interface RawGraph {
  name: string;
  nodes: Node[];
  initializers: Map<string, Tensor>;
  inputs: Map<string, ValueType>;
  outputs: Map<string, ValueType>;
}

interface RawModel {
  opset: number | undefined;
  /** Versions of the other operator sets, by domain. */
  otherOpsets: Map<string, number>;
  metadata: Map<string, string>;
  graph: RawGraph | undefined;
}

/**
 * Reads an ONNX model. Constant nodes become initializers; nodes without a name get one; reals of all widths become
 * float32, small integers int32 and unsigned ones int64. Throws `UnsupportedGraph` for external data, subgraphs, functions,
 * quantised operators and tensor types we do not have, and for bytes that are no ONNX model.
 */
export function readOnnx(bytes: Uint8Array): Graph {
  const { graph, opset, otherOpsets, metadata } = readModel(bytes);
  if (graph === undefined) throw new UnsupportedGraph(clauseOf('graph.none', {}));
  if (opset === undefined) throw new UnsupportedGraph(clauseOf('graph.no-opset', {}));
  for (const name of graph.initializers.keys()) graph.inputs.delete(name); // up to IR version 3 they are listed twice
  const quantised = graph.nodes.find(isQuantised);
  if (quantised !== undefined) {
    throw new UnsupportedGraph(atNode(quantised, clauseOf('graph.quantised', {})));
  }
  for (const node of graph.nodes) {
    const version = otherOpsets.get(node.domain);
    if (node.domain !== '' && version !== 1) {
      throw new UnsupportedGraph(
        atNode(node, clauseOf('graph.operator-set', { domain: node.domain, version: version ?? null })),
      );
    }
  }
  const named = nameNodes(graph.nodes);
  const initializers = new Map(graph.initializers);
  for (const node of named.filter(isConstant)) initializers.set(node.outputs[0]!, constantOf(node));
  const nodes = named.filter((node) => !isConstant(node));
  checkOrder(nodes, [...graph.inputs.keys(), ...initializers.keys()], [...graph.outputs.keys()]);
  return { name: graph.name, opset, inputs: graph.inputs, outputs: graph.outputs, initializers, nodes, metadata };
}

/** Operators on integers of 8 bits or fewer, ONNX's and Microsoft's: tensors here don't keep such types. */
function isQuantised({ op }: Node): boolean {
  return /^(Dynamic)?(Quantize|Dequantize)|^(QLinear|QGemm|QAttention|QEmbed|QMoE|QOrdered)|Integer$|NBits$|Bnb4$/.test(
    op,
  );
}

function readModel(bytes: Uint8Array): RawModel {
  const model: RawModel = { opset: undefined, otherOpsets: new Map(), metadata: new Map(), graph: undefined };
  try {
    readMessage(bytes, {
      7: (reader) => (model.graph = readGraph(reader.bytes())),
      8: (reader) => {
        const { domain, version } = readOpset(reader.bytes());
        if (domain === '') model.opset = version;
        else model.otherOpsets.set(domain, version);
      },
      14: (reader) => {
        const [key, value] = readEntry(reader.bytes());
        model.metadata.set(key, value);
      },
      25: () => {
        throw new UnsupportedGraph(clauseOf('graph.functions', {}));
      },
    });
  } catch (cause) {
    if (cause instanceof UnsupportedGraph) throw cause;
    throw new UnsupportedGraph(clauseOf('graph.not-onnx', {}), { cause });
  }
  return model;
}

function readOpset(bytes: Uint8Array): { domain: string; version: number } {
  let domain = '';
  let version = 0;
  readMessage(bytes, {
    1: (reader) => (domain = reader.string()),
    2: (reader) => (version = readInteger(reader)),
  });
  return { domain: domain === 'ai.onnx' ? '' : domain, version };
}

function readEntry(bytes: Uint8Array): [key: string, value: string] {
  const entry: [string, string] = ['', ''];
  readMessage(bytes, {
    1: (reader) => (entry[0] = reader.string()),
    2: (reader) => (entry[1] = reader.string()),
  });
  return entry;
}

function readGraph(bytes: Uint8Array): RawGraph {
  const graph: RawGraph = { name: '', nodes: [], initializers: new Map(), inputs: new Map(), outputs: new Map() };
  readMessage(bytes, {
    1: (reader) => graph.nodes.push(readNode(reader.bytes())),
    2: (reader) => (graph.name = reader.string()),
    5: (reader) => {
      const { name, tensor } = readTensor(reader.bytes(), (reason, initializer) =>
        clauseOf('graph.at-initializer', { initializer, reason }),
      );
      graph.initializers.set(name, tensor);
    },
    11: (reader) => graph.inputs.set(...readValueInfo(reader.bytes())),
    12: (reader) => graph.outputs.set(...readValueInfo(reader.bytes())),
    15: () => {
      throw new UnsupportedGraph(clauseOf('graph.sparse', {}));
    },
  });
  return graph;
}

function readValueInfo(bytes: Uint8Array): [name: string, type: ValueType] {
  let name = '';
  let elementType = 0;
  let dims: Dim[] | undefined;
  const tensorType = (reader: BinaryReader): void =>
    readMessage(reader.bytes(), {
      1: (field) => (elementType = field.int32()),
      2: (field) => (dims = readShape(field.bytes())),
    });
  readMessage(bytes, {
    1: (reader) => (name = reader.string()),
    2: (reader) => readMessage(reader.bytes(), { 1: tensorType }),
  });
  const type = tensorTypeOf(elementType);
  if (type === undefined)
    throw new UnsupportedGraph(atValue(name, clauseOf('graph.type-not-handled', { type: elementType })));
  if (dims === undefined) throw new UnsupportedGraph(atValue(name, clauseOf('graph.no-shape', {})));
  return [name, { type, dims: dims.map((dim, axis) => (dim === '' ? `${name}.${axis}` : dim)) }];
}

/** TensorShapeProto; '' where a size has neither value nor name. */
function readShape(bytes: Uint8Array): Dim[] {
  const dims: Dim[] = [];
  readMessage(bytes, {
    1: (reader) => {
      let dim: Dim = '';
      readMessage(reader.bytes(), {
        1: (field) => (dim = readInteger(field)),
        2: (field) => (dim = field.string()),
      });
      dims.push(dim);
    },
  });
  return dims;
}

function nameNodes(nodes: readonly Node[]): Node[] {
  const taken = new Set<string>();
  return nodes.map((node, index) => {
    const name = node.name === '' || taken.has(node.name) ? `${node.name || node.op}#${index}` : node.name;
    taken.add(name);
    return { ...node, name };
  });
}

function isConstant({ op, domain }: Node): boolean {
  return op === 'Constant' && domain === '';
}

function constantOf(node: Node): Tensor {
  const { attributes } = node;
  const { value, value_float: single, value_floats: many, value_int: integer, value_ints: integers } = attributes;
  if (value?.kind === 'tensor') return value.value;
  if (single?.kind === 'float') return scalar(single.value);
  if (many?.kind === 'floats') return float32([many.value.length], many.value);
  if (integer?.kind === 'int') return int64([], [integer.value]);
  if (integers?.kind === 'ints') return int64([integers.value.length], integers.value);
  throw new UnsupportedGraph(atNode(node, clauseOf('graph.constant-kind', { attributes: Object.keys(attributes) })));
}

function checkOrder(nodes: readonly Node[], given: readonly string[], wanted: readonly string[]): void {
  const known = new Set(['', ...given]);
  for (const node of nodes) {
    const { inputs, outputs } = node;
    const missing = inputs.find((input) => !known.has(input));
    if (missing !== undefined) {
      throw new UnsupportedGraph(atNode(node, clauseOf('graph.input-unmade', { input: missing })));
    }
    outputs.forEach((output) => known.add(output));
  }
  const missing = wanted.find((output) => !known.has(output));
  if (missing !== undefined) throw new UnsupportedGraph(clauseOf('graph.output-unmade', { output: missing }));
}
