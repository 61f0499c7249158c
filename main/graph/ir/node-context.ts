import type { ClauseCode, ClauseDetails } from '../../domain/messages/clause.ts';
import type { Node, ValueType } from './graph.ts';

export type Refuse = <Code extends ClauseCode>(code: Code, details: ClauseDetails[Code]) => never;

/** A node, the types of the values around it, and how to refuse it. */
export interface NodeContext {
  readonly node: Node;
  typeOf(value: string): ValueType;
  /** Fails with the node and the reason: for the attributes that are not covered. */
  readonly refuse: Refuse;
}
