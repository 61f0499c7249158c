import type { Tensor } from '../../domain/tensor.ts';
import { float32, int64 } from '../../domain/tensor.ts';
import type { Attribute, Graph, Node, ValueType } from './graph.ts';

export const int = (value: number): Attribute => ({ kind: 'int', value });
export const float = (value: number): Attribute => ({ kind: 'float', value });
export const ints = (value: readonly number[]): Attribute => ({ kind: 'ints', value });
export const string = (value: string): Attribute => ({ kind: 'string', value });

/** The opset that our own graphs are written in. */
export const OPSET = 20;

/** Collects nodes in order; `finish` returns the graph as an immutable value. */
export interface GraphBuilder {
  readonly opset: number;
  input(name: string, type: ValueType): string;
  /** A named constant, such as a parameter. */
  initializer(name: string, tensor: Tensor): string;
  /** A nameless constant. */
  constant(tensor: Tensor): string;
  scalar(value: number): string;
  ints(values: readonly number[]): string;
  /** Adds a node with one output and returns that output's name (`as` when given). */
  node(op: string, inputs: readonly string[], attributes?: Readonly<Record<string, Attribute>>, as?: string): string;
  /** Adds a node with several outputs. */
  nodes(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>>,
    outputCount: number,
  ): string[];
  /** Adds a node of another domain than the standard one. */
  foreign(
    domain: string,
    op: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, Attribute>>,
  ): string;
  /** Copies a node as it stands. */
  add(node: Node): void;
  output(name: string, type: ValueType): void;
  /** A value name that is not taken, starting with the hint. */
  fresh(hint: string): string;
  finish(): Graph;
}

/** A builder that is empty or, given a graph, continues it (the graph itself stays as it is). */
export function createBuilder(base: Partial<Graph> = {}): GraphBuilder {
  const opset = base.opset ?? OPSET;
  const inputs = new Map(base.inputs);
  const outputs = new Map(base.outputs);
  const initializers = new Map(base.initializers);
  const nodes: Node[] = [...(base.nodes ?? [])];
  const taken = new Set<string>([...inputs.keys(), ...initializers.keys()]);
  for (const node of nodes) {
    taken.add(node.name);
    node.outputs.forEach((name) => taken.add(name));
  }
  const counters = new Map<string, number>();
  const constants = new Map<string, string>();

  function fresh(hint: string): string {
    let name = hint;
    while (taken.has(name)) {
      const count = (counters.get(hint) ?? 0) + 1;
      counters.set(hint, count);
      name = `${hint}_${count}`;
    }
    taken.add(name);
    return name;
  }
  function claim(name: string): string {
    if (taken.has(name)) throw new Error(`The graph has a value named "${name}" already`);
    taken.add(name);
    return name;
  }
  const builder: GraphBuilder = {
    opset,
    fresh,
    input(name, type) {
      inputs.set(claim(name), type);
      return name;
    },
    initializer(name, tensor) {
      initializers.set(claim(name), tensor);
      return name;
    },
    constant(tensor) {
      const key = tensor.data.length <= 16 ? `${tensor.type}[${tensor.dims.join()}]${tensor.data.join()}` : undefined;
      const known = key === undefined ? undefined : constants.get(key);
      if (known !== undefined) return known;
      const name = fresh('constant');
      initializers.set(name, tensor);
      if (key !== undefined) constants.set(key, name);
      return name;
    },
    scalar: (value) => builder.constant(float32([], [value])),
    ints: (values) => builder.constant(int64([values.length], values)),
    node(op, nodeInputs, attributes = {}, as) {
      const output = as === undefined ? fresh(op.toLowerCase()) : claim(as);
      nodes.push({
        name: fresh(`${output}.node`),
        op,
        domain: '',
        inputs: [...nodeInputs],
        outputs: [output],
        attributes,
      });
      return output;
    },
    foreign(domain, op, nodeInputs, attributes = {}) {
      const output = fresh(op.toLowerCase());
      nodes.push({ name: fresh(`${output}.node`), op, domain, inputs: [...nodeInputs], outputs: [output], attributes });
      return output;
    },
    nodes(op, nodeInputs, attributes, outputCount) {
      const names = Array.from({ length: outputCount }, () => fresh(op.toLowerCase()));
      nodes.push({
        name: fresh(`${names[0]}.node`),
        op,
        domain: '',
        inputs: [...nodeInputs],
        outputs: names,
        attributes,
      });
      return names;
    },
    add(node) {
      node.outputs.filter((name) => name !== '').forEach(claim);
      nodes.push({ ...node, name: fresh(node.name) });
    },
    output(name, type) {
      outputs.set(name, type);
    },
    finish: () => ({
      name: base.name ?? 'overread',
      opset,
      inputs: new Map(inputs),
      outputs: new Map(outputs),
      initializers: new Map(initializers),
      nodes: [...nodes],
      metadata: new Map(base.metadata),
    }),
  };
  return builder;
}
