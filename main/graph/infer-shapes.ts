import type { Tensor } from '../domain/tensor.ts';
import type { Dim, Graph, Node, ValueType } from './graph.ts';
import type { Inferred, ShapeContext } from './shapes/rule.ts';
import { shapeRules } from './shapes/rules.ts';
import { UnsupportedGraph } from './unsupported-graph.ts';

/** Larger integer tensors are never shapes. */
const MOST_ELEMENTS = 64;

/**
 * The type of every value of a graph: inputs, initializers and node outputs. Named sizes stay names ('N'), products of
 * them are written '64*N', and a size that has no such form gets a name of its own. Throws `UnsupportedGraph` with the
 * node and the reason where an operator has no rule or the shapes do not fit.
 */
export function inferShapes(graph: Graph): ReadonlyMap<string, ValueType> {
  const known = new Map<string, Inferred>(graph.inputs);
  for (const [name, tensor] of graph.initializers) known.set(name, typeOf(tensor));
  for (const node of graph.nodes) {
    const rule = node.domain === '' ? shapeRules.get(node.op) : undefined;
    if (rule === undefined) throw new UnsupportedGraph(placeOf(node), 'no shape rule for this operator');
    const types = rule(contextOf(node, graph, known));
    node.outputs.forEach((name, index) => {
      if (name !== '' && types[index] !== undefined) known.set(name, types[index]);
    });
  }
  return new Map([...known].map(([name, { type, dims }]) => [name, { type, dims }]));
}

function placeOf({ name, op, domain }: Node): string {
  return `Node "${name}" (${domain === '' ? op : `${domain}.${op}`})`;
}

function typeOf({ type, dims, data }: Tensor): Inferred {
  const isShape = (type === 'int64' || type === 'int32') && dims.length <= 1 && data.length <= MOST_ELEMENTS;
  return isShape ? { type, dims, elements: Array.from(data, Number) } : { type, dims };
}

function contextOf(node: Node, graph: Graph, known: ReadonlyMap<string, Inferred>): ShapeContext {
  const inputs = node.inputs.map((name) => known.get(name));
  const fault = (reason: string): UnsupportedGraph => new UnsupportedGraph(placeOf(node), reason);
  return {
    node,
    inputs,
    input(index) {
      const type = inputs[index];
      if (type === undefined) throw fault(`its input ${index} ("${node.inputs[index] ?? ''}") is missing`);
      return type;
    },
    elements: (index) => inputs[index]?.elements,
    initializer: (index) => graph.initializers.get(node.inputs[index] ?? ''),
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
