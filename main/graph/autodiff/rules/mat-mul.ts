import { int } from '../../ir/builder.ts';
import type { Dim } from '../../ir/graph.ts';
import { reduce, reshape, reshapeTo, transposeLast } from '../../ir/emit.ts';
import type { GradientRule, InputGradients, RuleContext } from '../shared/gradient-rule.ts';

/** y = A·B, leading axes broadcast: dA = dy·Bᵀ, dB = Aᵀ·dy; a vector is a row on the left, a column on the right */
export const matMul: GradientRule = (context) => {
  const [a, b] = context.node.inputs.map((input) => context.typeOf(input).dims);
  const [inner, columns] = [a.at(-1), b[1]];
  if (b.length === 2 && a.length >= 2 && typeof inner === 'number' && typeof columns === 'number')
    return productOfRows(context, a.length, { inner, columns });
  return isPaired(a, b) ? productOfPairs(context, a, b) : productOfMatrices(context, a, b);
};

/** Whether several leading axes say which matrices belong together. */
function isPaired(a: readonly Dim[], b: readonly Dim[]): boolean {
  const isAlike = a.length === b.length && a.slice(0, -2).every((dim, axis) => dim === b[axis]);
  return a.length > 3 && isAlike && [...a.slice(-2), ...b.slice(-2)].every((dim) => typeof dim === 'number');
}

/**
 * Matrices one behind the other. Behind a Reshape, ONNX Runtime takes a transposed matrix as it is; else it joins the
 * transposition with an earlier one, as attention has it, to one that takes five times as long.
 */
function productOfPairs(
  { builder, node, dy, typeOf }: RuleContext,
  a: readonly Dim[],
  b: readonly Dim[],
): InputGradients {
  const behind = (value: string, [rows, columns]: readonly Dim[]): string =>
    reshape(builder, value, [-1, Number(rows), Number(columns)]);
  const [left, right] = node.inputs;
  const upstream = (): string => behind(dy, [a.at(-2)!, b.at(-1)!]);
  const product = (factors: readonly string[], of: string): string =>
    reshapeTo(builder, builder.node('MatMul', factors), of, typeOf(of));
  return [
    () => product([upstream(), transposeLast(builder, behind(right, b.slice(-2)), 3)], left),
    () => product([transposeLast(builder, behind(left, a.slice(-2)), 3), upstream()], right),
  ];
}

/** One matrix B for all: the rows of all of A make one product, so that nothing need be summed up after it. */
function productOfRows(
  { builder, node, dy, typeOf }: RuleContext,
  rank: number,
  { inner, columns }: { inner: number; columns: number },
): InputGradients {
  const [a, b] = node.inputs;
  const rows = (value: string, width: number): string => (rank === 2 ? value : reshape(builder, value, [-1, width]));
  return [
    () => {
      const product = builder.node('Gemm', [rows(dy, columns), b], { transB: int(1) });
      return rank === 2 ? product : reshapeTo(builder, product, a, typeOf(a));
    },
    () => builder.node('Gemm', [rows(a, inner), rows(dy, columns)], { transA: int(1) }),
  ];
}

function productOfMatrices(context: RuleContext, a: readonly Dim[], b: readonly Dim[]): InputGradients {
  const { builder, node, dy } = context;
  const [isRow, isColumn] = [a.length === 1, b.length === 1];
  const left = isRow ? reshape(builder, node.inputs[0], [1, -1]) : node.inputs[0];
  const right = isColumn ? reshape(builder, node.inputs[1], [-1, 1]) : node.inputs[1];
  const missing = [...(isRow ? [-2] : []), ...(isColumn ? [-1] : [])];
  const upstream = missing.length === 0 ? dy : builder.node('Unsqueeze', [dy, builder.ints(missing)]);
  const transposed = (matrix: string, rank: number): string => transposeLast(builder, matrix, Math.max(2, rank));
  return [
    () => sumLeading(context, builder.node('MatMul', [upstream, transposed(right, b.length)]), 0),
    () => sumLeading(context, builder.node('MatMul', [transposed(left, a.length), upstream]), 1),
  ];
}

/** The product has the leading axes of y; an input may have fewer, or some of size 1. */
function sumLeading({ builder, node, typeOf }: RuleContext, gradient: string, index: number): string {
  const ranks = node.inputs.map((input) => typeOf(input).dims.length);
  const y = typeOf(node.outputs[0]).dims;
  const leading = y.slice(0, y.length - ranks.filter((rank) => rank > 1).length);
  const input = node.inputs[index];
  const own = typeOf(input).dims.slice(0, -2);
  const added = leading.length - own.length;
  const axes = leading.flatMap((dim, axis) => (axis < added || (own[axis - added] === 1 && dim !== 1) ? [axis] : []));
  const summed = axes.length === 0 ? gradient : reduce(builder, 'ReduceSum', gradient, axes);
  return added === 0 && ranks[index] > 1 ? summed : reshapeTo(builder, summed, input, typeOf(input));
}
