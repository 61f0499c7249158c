import { clauseOf, type Clause } from '../../domain/messages/clause.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { sizeOf } from '../../domain/tensor.ts';
import { evaluate } from '../constant-folding/evaluate.ts';
import { toTensor } from '../constant-folding/small-tensor.ts';
import type { Dim, Graph, Node, ValueType } from '../ir/graph.ts';
import { layoutOperators, parametersOf } from '../ir/parameters.ts';
import type { Inferred, ShapeContext } from './shape-rule.ts';
import { shapeRules } from './shape-rules.ts';
import { atNode, UnsupportedGraph } from '../ir/unsupported-graph.ts';

/** Larger integer tensors are never shapes. */
const MOST_ELEMENTS = 64;

/** A real initializer with more elements may be what a layer learns; one with fewer is a factor or a limit. */
const MOST_REALS = 16;

/**
 * The type of every value of a graph: inputs, initializers and node outputs. Named sizes stay names ('N'), products of
 * them are written '64*N', and a size that has no such form gets a name of its own. Throws `UnsupportedGraph` with the
 * node and the reason where an operator has no rule or the shapes do not fit.
 */
export function inferShapes(graph: Graph): ReadonlyMap<string, ValueType> {
  return inferValues(graph).types;
}

function reasonAgainst({ domain }: Node): Clause {
  if (domain !== '') return clauseOf('graph.foreign-operator', {});
  return clauseOf('graph.no-shape-rule', {});
}

export interface InferredValues {
  readonly types: ReadonlyMap<string, ValueType>;
  /** Node outputs that are known before the graph runs, because only shapes and constants go into them. */
  readonly constants: ReadonlyMap<string, Tensor>;
}

/** The types of all values, and those values that do not depend on what the graph is fed or on what it learns. */
export function inferValues(graph: Graph, trained: readonly string[] = []): InferredValues {
  const known = new Map<string, Inferred>(graph.inputs);
  const variable = new Set([...parametersOf(graph), ...trained]);
  const initial = new Map([...graph.initializers].filter(([name, tensor]) => isFixed(tensor) && !variable.has(name)));
  const constants = new Map<string, Tensor>();
  for (const [name, tensor] of graph.initializers) known.set(name, typeOf(tensor));
  for (const node of graph.nodes) {
    const rule = node.domain === '' ? shapeRules.get(node.op) : undefined;
    if (rule === undefined) throw new UnsupportedGraph(atNode(node, reasonAgainst(node)));
    const { types, constant } = fitting(node, () => {
      const inferred = rule(contextOf(node, graph, known, constants));
      const value = fromElements(inferred[0]) ?? fromInputs(node, inferred[0], { initial, computed: constants });
      return { types: inferred, constant: value };
    });
    node.outputs.forEach((name, index) => {
      if (name !== '' && types[index] !== undefined) known.set(name, types[index]);
    });
    const [output] = node.outputs;
    if (output === undefined || constant === undefined) continue;
    constants.set(output, constant);
    known.set(output, typeOf(constant));
  }
  return { types: new Map([...known].map(([name, { type, dims }]) => [name, { type, dims }])), constants };
}

/**
 * Rules rely on the inputs, ranks and attributes that the standard promises of their operator. A file may break the
 * promise in more ways than rules can list.
 */
function fitting<T>(node: Node, infer: () => T): T {
  try {
    return infer();
  } catch (cause) {
    if (!(cause instanceof TypeError || cause instanceof RangeError)) throw cause;
    throw new UnsupportedGraph(atNode(node, clauseOf('graph.node-misfit', {})), { cause });
  }
}

function isFixed({ type, data }: Tensor): boolean {
  return type !== 'float32' || data.length <= MOST_REALS;
}

/** A shape whose sizes are all known. */
function fromElements(inferred: Inferred | undefined): Tensor | undefined {
  if (inferred?.type !== 'int64' || inferred.elements === undefined || inferred.dims.length > 1) return undefined;
  const elements = inferred.elements.filter((element) => typeof element === 'number');
  const dims = inferred.dims.filter((dim) => typeof dim === 'number');
  return elements.length === inferred.elements.length && sizeOf(dims) === elements.length
    ? toTensor({ type: 'int64', dims, values: elements })
    : undefined;
}

interface Tensors {
  readonly initial: ReadonlyMap<string, Tensor>;
  readonly computed: ReadonlyMap<string, Tensor>;
}

function fromInputs(node: Node, type: Inferred | undefined, { initial, computed }: Tensors): Tensor | undefined {
  const inputs = node.inputs.map((name) => initial.get(name) ?? computed.get(name));
  const isReal = initial.get(node.inputs[0] ?? '')?.type === 'float32' && type?.type === 'float32';
  if (isReal && layoutOperators.has(node.op)) return undefined; // it may be a small parameter
  const isKnown = node.inputs.every((name, index) => name === '' || inputs[index] !== undefined);
  return isKnown ? evaluate(node, inputs, type) : undefined;
}

function typeOf({ type, dims, data }: Tensor): Inferred {
  const isShape = type !== 'float32' && dims.length <= 1 && data.length <= MOST_ELEMENTS;
  return isShape ? { type, dims, elements: Array.from(data, Number) } : { type, dims };
}

function contextOf(
  node: Node,
  graph: Graph,
  known: ReadonlyMap<string, Inferred>,
  constants: ReadonlyMap<string, Tensor>,
): ShapeContext {
  const inputs = node.inputs.map((name) => known.get(name));
  const fault: ShapeContext['fault'] = (code, details) => new UnsupportedGraph(atNode(node, clauseOf(code, details)));
  return {
    node,
    inputs,
    input(index) {
      const type = inputs[index];
      if (type === undefined) throw fault('graph.input-missing', { index, input: node.inputs[index] ?? '' });
      return type;
    },
    elements: (index) => inputs[index]?.elements,
    constant: (index) => {
      const name = node.inputs[index] ?? '';
      return graph.initializers.get(name) ?? constants.get(name);
    },
    int(name, otherwise) {
      const attribute = node.attributes[name];
      return attribute?.kind === 'int' ? attribute.value : otherwise;
    },
    ints(name) {
      const attribute = node.attributes[name];
      return attribute?.kind === 'ints' ? attribute.value : undefined;
    },
    string(name, otherwise) {
      const attribute = node.attributes[name];
      return attribute?.kind === 'string' ? attribute.value : otherwise;
    },
    unknownSize: (axis): Dim => `${node.outputs[0]}.${axis}`,
    fault,
  };
}
