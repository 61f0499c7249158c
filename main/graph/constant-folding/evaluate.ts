import type { Tensor } from '../../domain/tensor.ts';
import { sizeOf } from '../../domain/tensor.ts';
import type { Node, ValueType } from '../ir/graph.ts';
import { arithmetic } from './evaluate-arithmetic.ts';
import { layout } from './evaluate-layout.ts';
import type { Evaluator, Operands } from './evaluator.ts';
import { toNumbers, toTensor } from './small-tensor.ts';
import { clauseOf } from '../../domain/messages/clause.ts';
import { ownEntry } from '../../domain/own-entry.ts';
import { atNode, UnsupportedGraph } from '../ir/unsupported-graph.ts';

const evaluations: Readonly<Record<string, Evaluator>> = { ...arithmetic, ...layout };

/** No larger result is computed before the graph runs. */
const MOST_ELEMENTS = 65_536;

/**
 * The output of a node whose inputs are all known, computed here in double precision and rounded to the output's type;
 * undefined for an operator that has no entry or whose output is large or of unknown size.
 */
export function evaluate(
  node: Node,
  inputs: readonly (Tensor | undefined)[],
  output: ValueType | undefined,
): Tensor | undefined {
  const evaluation = node.domain === '' && node.outputs.length === 1 ? ownEntry(evaluations, node.op) : undefined;
  if (evaluation === undefined || output === undefined) return undefined;
  const dims = output.dims.filter((dim) => typeof dim === 'number');
  if (dims.length < output.dims.length || sizeOf(dims) > MOST_ELEMENTS) return undefined;
  const known = inputs.map((tensor) => (tensor === undefined ? undefined : toNumbers(tensor)));
  const operands: Operands = {
    node,
    inputs: known,
    output: { type: output.type, dims },
    input: (index) => known[index] ?? missing(node, index),
  };
  return toTensor({ type: output.type, dims, values: evaluation(operands) });
}

function missing(node: Node, index: number): never {
  const input = node.inputs[index] ?? '';
  throw new UnsupportedGraph(atNode(node, clauseOf('graph.input-missing', { index, input })));
}
