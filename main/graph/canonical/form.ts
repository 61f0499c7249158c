import type { Tensor } from '../../domain/tensor.ts';
import { int64, scalar } from '../../domain/tensor.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { int } from '../ir/builder.ts';
import type { Attribute, Node, ValueType } from '../ir/graph.ts';

/** The surroundings of a node for a form; nodes that it adds to the builder come before its own. */
export interface FormContext {
  readonly builder: GraphBuilder;
  /** The opset of the graph as it was given. */
  readonly opset: number;
  typeOf(value: string): ValueType;
}

/** The node in the form of opset 20, with the same outputs. */
export type Form = (node: Node, context: FormContext) => Node;

/** The node without the named attributes. */
export function withoutAttributes(node: Node, names: readonly string[]): Node {
  const attributes = Object.entries(node.attributes).filter(([name]) => !names.includes(name));
  return { ...node, attributes: Object.fromEntries<Attribute>(attributes) };
}

/** The node with an input at the given place; places left out before it become ''. */
export function withInput(node: Node, index: number, value: string): Node {
  const inputs = Array.from({ length: Math.max(node.inputs.length, index + 1) }, (_, at) =>
    at === index ? value : (node.inputs[at] ?? ''),
  );
  return { ...node, inputs };
}

/** An attribute of older opsets as the input that it has become. */
export function attributeToInput(node: Node, name: string, index: number, { builder }: FormContext): Node {
  const attribute = node.attributes[name];
  if (attribute === undefined) return node;
  return withInput(withoutAttributes(node, [name]), index, builder.constant(tensorOf(attribute, name)));
}

function tensorOf({ kind, value }: Attribute, name: string): Tensor {
  if (kind === 'ints') return int64([value.length], value);
  if (kind === 'float') return scalar(value);
  throw new Error(`Attribute ${name} is of kind ${kind}, which no operator has`);
}

/** Axes as an input that is always there and counts from the start. */
export function withAxes(node: Node, axes: readonly number[], { builder }: FormContext): Node {
  return withInput(withoutAttributes(node, ['axes']), 1, builder.ints(axes));
}

export const asIdentity = (node: Node): Node => ({
  ...node,
  op: 'Identity',
  inputs: node.inputs.slice(0, 1),
  outputs: node.outputs.slice(0, 1),
  attributes: {},
});

export const flag = (node: Node, name: string): boolean => {
  const attribute = node.attributes[name];
  return attribute?.kind === 'int' && attribute.value === 1;
};

export const keptAxes = { keepdims: int(1) };
