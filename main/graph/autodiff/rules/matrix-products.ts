/** Products of matrices, and sums of products by an equation. */
import { elementAt, firstOf } from '../../../domain/elements.ts';
import { float, int, string } from '../../ir/builder.ts';
import { attributesOf, expandTo, multiply, reduce, reshape, reshapeTo, transposeLast } from '../../ir/emit.ts';
import type { Dim } from '../../ir/graph.ts';
import { parseEquation } from '../../shapes/einsum.ts';
import type { GradientRule, InputGradients, RuleContext } from '../shared/gradient-rule.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = A·B, leading axes broadcast: dA = dy·Bᵀ, dB = Aᵀ·dy; a vector is a row on the left, a column on the right */
export const matMul: GradientRule = (context) => {
  const [a, b] = firstOf(
    context.node.inputs.map((input) => context.typeOf(input).dims),
    2,
  );
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
  const [left, right] = firstOf(node.inputs, 2);
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
  const [a, b] = firstOf(node.inputs, 2);
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
  const left = isRow ? reshape(builder, elementAt(node.inputs, 0), [1, -1]) : elementAt(node.inputs, 0);
  const right = isColumn ? reshape(builder, elementAt(node.inputs, 1), [-1, 1]) : elementAt(node.inputs, 1);
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
  const y = typeOf(elementAt(node.outputs, 0)).dims;
  const leading = y.slice(0, y.length - ranks.filter((rank) => rank > 1).length);
  const input = elementAt(node.inputs, index);
  const own = typeOf(input).dims.slice(0, -2);
  const added = leading.length - own.length;
  const axes = leading.flatMap((dim, axis) => (axis < added || (own[axis - added] === 1 && dim !== 1) ? [axis] : []));
  const summed = axes.length === 0 ? gradient : reduce(builder, 'ReduceSum', gradient, axes);
  return added === 0 && elementAt(ranks, index) > 1 ? summed : reshapeTo(builder, summed, input, typeOf(input));
}

/** y = α·A'·B' + β·C: dA' = α·dy·B'ᵀ, dB' = α·A'ᵀ·dy, dC = β·dy */
export const gemm: GradientRule = (context) => {
  const { node, dy } = context;
  const [a, b] = firstOf(node.inputs, 2);
  const c = node.inputs[2] ?? '';
  const attributes = attributesOf(node);
  const [transA, transB] = [attributes.int('transA', 0) === 1, attributes.int('transB', 0) === 1];
  const beta = attributes.float('beta', 1);
  const gradients = [
    () => (transA ? scaledProduct(context, b, transB, dy, true) : scaledProduct(context, dy, false, b, !transB)),
    () => (transB ? scaledProduct(context, dy, true, a, transA) : scaledProduct(context, a, !transA, dy, false)),
  ];
  if (c === '') return gradients;
  return [...gradients, () => scaled(context, unbroadcast(context, dy, c), beta)];
};

/** α times the product of two matrices, each transposed or not. */
function scaledProduct({ builder, node }: RuleContext, a: string, transA: boolean, b: string, transB: boolean): string {
  const alpha = float(attributesOf(node).float('alpha', 1));
  return builder.node('Gemm', [a, b], { alpha, transA: int(Number(transA)), transB: int(Number(transB)) });
}

function scaled({ builder }: RuleContext, value: string, factor: number): string {
  return factor === 1 ? value : multiply(builder, value, builder.scalar(factor));
}

/** Axes as letters that an equation can be written with. */
interface Terms {
  readonly inputs: readonly string[];
  readonly output: string;
  readonly sizes: ReadonlyMap<string, Dim>;
}

/** y = Σ of products, by an equation: dx = the products of dy and the other factors, summed to the axes of x */
export const einsum: GradientRule = (context) => {
  const terms = termsOf(context);
  if (terms.inputs.some((letters) => new Set(letters).size < letters.length))
    context.refuse('graph.takes-diagonal', {});
  return context.node.inputs.map((_, index) => () => gradientOf(context, terms, index));
};

function termsOf({ node, typeOf }: RuleContext): Terms {
  const shapes = node.inputs.map((input) => typeOf(input).dims);
  const ranks = shapes.map((dims) => dims.length);
  const { inputs, output } = parseEquation(attributesOf(node).string('equation', ''), ranks);
  const names = [...new Set(inputs.flat())];
  const letter = (name: string): string => String.fromCharCode('a'.charCodeAt(0) + names.indexOf(name));
  const sizes = new Map<string, Dim>();
  inputs.forEach((axes, index) =>
    axes.forEach((name, axis) => {
      const size = elementAt(elementAt(shapes, index), axis);
      if (size !== 1 || !sizes.has(letter(name))) sizes.set(letter(name), size);
    }),
  );
  return { inputs: inputs.map((axes) => axes.map(letter).join('')), output: output.map(letter).join(''), sizes };
}

function gradientOf(context: RuleContext, { inputs, output, sizes }: Terms, index: number): string {
  const { builder, node, dy, typeOf } = context;
  const others = inputs.filter((_, at) => at !== index);
  const wanted = elementAt(inputs, index);
  const available = [...wanted].filter((letter) => [output, ...others].some((letters) => letters.includes(letter)));
  const factors = [dy, ...node.inputs.filter((_, at) => at !== index)];
  const equation = `${[output, ...others].join()}->${available.join('')}`;
  const product = builder.node('Einsum', factors, { equation: string(equation) });
  const x = elementAt(node.inputs, index);
  const dims = available.map((letter) => sizes.get(letter)!);
  if (available.length === wanted.length) return unbroadcast(context, product, x, dims);
  // Axes that only x has, which were summed over, get the same gradient everywhere.
  const spread = [...wanted].map((letter) => (available.includes(letter) ? sizes.get(letter)! : 1));
  if (spread.filter((dim) => typeof dim === 'string').length > 1) context.refuse('graph.sizes-unknown', {});
  const apart = reshape(
    builder,
    product,
    spread.map((dim) => (typeof dim === 'number' ? dim : -1)),
  );
  return expandTo(builder, unbroadcast(context, apart, x, spread), x, typeOf(x));
}
