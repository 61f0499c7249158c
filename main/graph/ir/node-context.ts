import type { Node, ValueType } from './graph.ts';

/** A node, the types of the values around it, and how to refuse it. */
export interface NodeContext {
  readonly node: Node;
  typeOf(value: string): ValueType;
  /** Fails with a message that names the node: for the attributes that are not covered. */
  refuse(reason: string): never;
}
