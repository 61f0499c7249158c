import type { Node } from '../ir/graph.ts';
import type { Numbers } from './small-tensor.ts';

/** The operands of an operator: its inputs (undefined where left out) and the type of its output. */
export interface Operands {
  readonly node: Node;
  readonly inputs: readonly (Numbers | undefined)[];
  readonly output: { readonly type: Numbers['type']; readonly dims: readonly number[] };
  /** An input that is there. */
  input(index: number): Numbers;
}

/** The output's elements. */
export type Evaluator = (operands: Operands) => readonly number[];
