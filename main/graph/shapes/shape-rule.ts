import type { ClauseCode, ClauseDetails } from '../../domain/messages/clause.ts';
import type { Tensor } from '../../domain/tensor.ts';
import type { Dim, Node, ValueType } from '../ir/graph.ts';
import type { UnsupportedGraph } from '../ir/unsupported-graph.ts';

/** A value's type and, of small tensors of integers or booleans whose content follows from the graph, the elements. */
export interface Inferred extends ValueType {
  readonly elements?: readonly Dim[];
}

/** The surroundings of a node for a shape rule. */
export interface ShapeContext {
  readonly node: Node;
  /** All inputs; undefined where an optional one is left out. */
  readonly inputs: readonly (Inferred | undefined)[];
  /** An input that the operator requires. */
  input(index: number): Inferred;
  /** The elements of an input, where they are known. */
  elements(index: number): readonly Dim[] | undefined;
  /** An input that is known before the graph runs. */
  constant(index: number): Tensor | undefined;
  int(attribute: string, otherwise: number): number;
  ints(attribute: string): readonly number[] | undefined;
  string(attribute: string, otherwise: string): string;
  /** A name for a size that depends on named sizes in a way that has no formula here. */
  unknownSize(axis: number): Dim;
  /** An error that names the node. */
  fault<Code extends ClauseCode>(code: Code, details: ClauseDetails[Code]): UnsupportedGraph;
}

/** The types of a node's outputs, in their order. */
export type ShapeRule = (context: ShapeContext) => readonly Inferred[];

/** A negative axis counts from the end. */
export function axisOf(context: ShapeContext, axis: number, rank: number): number {
  const positive = axis < 0 ? axis + rank : axis;
  if (positive < 0 || positive >= rank) throw context.fault('graph.axis-outside', { axis, rank });
  return positive;
}

/** Integers that the rule cannot do without: an input (newer opsets) or an attribute (older ones). */
export function integers(context: ShapeContext, index: number, attribute: string): readonly number[] | undefined {
  if (context.inputs[index] === undefined) return context.ints(attribute);
  const elements = context.elements(index);
  if (elements === undefined) throw context.fault('graph.not-constant', { input: attribute });
  return elements.map((element) => {
    if (typeof element === 'number') return element;
    throw context.fault('graph.depends-on-size', { input: attribute, size: element });
  });
}

/** Axes from an input or an attribute, positive. Undefined where neither is given. */
export function axesOf(context: ShapeContext, index: number, rank: number): readonly number[] | undefined {
  return integers(context, index, 'axes')?.map((axis) => axisOf(context, axis, rank));
}
