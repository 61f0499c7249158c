import type { Fault } from '../../domain/faults/fault.ts';
import { clauseOf, type Clause } from '../../domain/messages/clause.ts';
import { ReasonError } from '../../domain/messages/reason-error.ts';
import type { Node } from './graph.ts';

/** Thrown where a model holds something this program does not handle; the reason names the place where it is not the file. */
export class UnsupportedGraph extends ReasonError {
  override readonly name = 'UnsupportedGraph';
}

/** Thrown where a model leaves open how its graph is to be used; the fault says what has to be decided. */
export class UndecidedGraph extends UnsupportedGraph {
  readonly fault: Fault;

  constructor(reason: Clause, fault: Fault) {
    super(reason);
    this.fault = fault;
  }
}

/** With the domain where it is not ONNX's own. */
export function operatorOf({ op, domain }: Pick<Node, 'op' | 'domain'>): string {
  return domain === '' ? op : `${domain}.${op}`;
}

export function atNode(node: Pick<Node, 'name' | 'op' | 'domain'>, reason: Clause): Clause {
  return clauseOf('graph.at-node', { node: node.name, operator: operatorOf(node), reason });
}

export function atValue(value: string, reason: Clause): Clause {
  return clauseOf('graph.at-value', { value, reason });
}

export function atInput(input: string, reason: Clause): Clause {
  return clauseOf('graph.at-input', { input, reason });
}
