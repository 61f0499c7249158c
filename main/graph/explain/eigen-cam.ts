import type { GraphBuilder } from '../ir/builder.ts';
import { add, multiply, reduce, transpose } from '../ir/emit.ts';

/** Squarings of the Gram matrix: 2^12 steps of power iteration, which tell apart eigenvalues that differ by 0.3 %. */
const SQUARINGS = 12;
/** Added to divisors, for maps that are the same everywhere. */
const TINY = 1e-20;

/** Divides each matrix of [N, rows, columns] by the largest size of its numbers. */
function scaled(builder: GraphBuilder, value: string): string {
  const largest = reduce(builder, 'ReduceMax', builder.node('Abs', [value]), [1, 2]);
  return builder.node('Div', [value, add(builder, largest, builder.scalar(TINY))]);
}

/** The length of vectors along an axis, which is kept. */
function lengthOf(builder: GraphBuilder, value: string, axis: 1 | 2): string {
  return builder.node('Sqrt', [reduce(builder, 'ReduceSum', multiply(builder, value, value), [axis])]);
}

/**
 * EigenCAM (Muhammad & Yeasin 2020): the positions of A [N, C, P] projected on the first principal component of its
 * channels, [N, 1, P]. That is σ·u with u the first eigenvector of the Gram matrix XᵀX of the centred A: any column
 * of a high power of it. The column of the position that stands out most gives u the sign with which its
 * largest number is positive (Seg-Eigen-CAM, Chung & Ying 2025; a singular vector itself has none).
 */
export function eigenCam(builder: GraphBuilder, activations: string): string {
  const mean = reduce(builder, 'ReduceMean', activations, [2]);
  const centred = builder.node('Sub', [activations, mean]);
  const product = (a: string, b: string): string => builder.node('MatMul', [a, b]);
  const gram = product(transpose(builder, centred, [0, 2, 1]), centred);
  let power = scaled(builder, gram);
  for (let step = 0; step < SQUARINGS; step++) power = scaled(builder, product(power, power));
  const strength = transpose(builder, reduce(builder, 'ReduceSum', multiply(builder, power, power), [2]), [0, 2, 1]);
  const strongest = reduce(builder, 'ReduceMax', strength, [2]);
  const chosen = builder.node('Equal', [strength, strongest]);
  const column = product(castToFloat(builder, chosen), power);
  const length = add(builder, lengthOf(builder, column, 2), builder.scalar(TINY));
  const direction = builder.node('Div', [column, length]);
  const deviation = lengthOf(builder, product(centred, transpose(builder, direction, [0, 2, 1])), 1);
  return multiply(builder, direction, deviation);
}

function castToFloat(builder: GraphBuilder, condition: string): string {
  return builder.node('Where', [condition, builder.scalar(1), builder.scalar(0)]);
}
