import { clauseOf } from '../../domain/messages/clause.ts';
import type { Graph, Node } from '../ir/graph.ts';
import { atValue, UnsupportedGraph } from '../ir/unsupported-graph.ts';

const activations = ['Softmax', 'Sigmoid'];
/** Other axes for the same answers. */
export const reshaping = ['Squeeze', 'Unsqueeze', 'Flatten', 'Reshape'];
/** Exporters' additions, which keep which answer is larger. */
const harmless = ['Identity', 'Cast', 'Clip', 'Dropout', ...reshaping];
const arithmetic = ['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min'];
/** Parts of the answers, or other numbers made of each. A logarithm of a softmax alone is as good as its logits. */
const remaking = /^(Slice|Gather|Split|Concat|Transpose|Where|Round|Neg|Abs|Exp|Pow|Sqrt|Reciprocal|Log)$/;

const producerOf = ({ nodes }: Graph, value: string): Node | undefined =>
  nodes.find(({ outputs }) => outputs.includes(value));

/**
 * The softmax or sigmoid that a graph's answers come from: the last operator, or one before casts, limits and one scale
 * for all. Null where the answers are logits. Throws `UnsupportedGraph` where other arithmetic follows it.
 */
export function closingActivation(graph: Graph, output: string): Node | null {
  const node = producerOf(graph, output);
  if (node === undefined) return null;
  if (activations.includes(node.op)) return node;
  if (harmless.includes(node.op)) return closingActivation(graph, node.inputs[0]!);
  if (!arithmetic.includes(node.op) && !remaking.test(node.op)) return null;
  const operands = node.inputs.filter((name) => !graph.initializers.has(name));
  const found = operands.flatMap((name) => closingActivation(graph, name) ?? []);
  if (found.length === 0 || (node.op === 'Log' && found[0]!.op === 'Softmax')) return null;
  if (operands.length === 1 && isOneScale(graph, node)) return found[0]!;
  throw new UnsupportedGraph(
    atValue(output, clauseOf('graph.behind-activation', { operator: node.op, activation: found[0]!.op })),
  );
}

/** True for one number for all answers that leaves their order. */
function isOneScale({ initializers }: Graph, { op, inputs }: Node): boolean {
  const [first, second] = inputs.map((name) => initializers.get(name));
  const constant = second ?? first;
  if (constant?.data.length !== 1) return false;
  if (['Add', 'Max', 'Min'].includes(op)) return true;
  if (op === 'Sub') return second !== undefined;
  return Number(constant.data[0]) > 0 && (op === 'Mul' || (op === 'Div' && second !== undefined));
}
