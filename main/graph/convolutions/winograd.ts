/**
 * 3×3 convolutions of stride 1 by Winograd's minimal filtering F(4×4, 3×3) (Lavin & Gray 2016): tiles of 6×6 pixels and
 * kernels are transformed, multiplied place by place, and transformed back to tiles of 4×4. A quarter of the
 * multiplications of the plain sum, for some passes more over memory; errors are near 4e-5 of the result's deviation.
 */
import { elementAt } from '../../domain/elements.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { float32 } from '../../domain/tensor.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { int, ints } from '../ir/builder.ts';
import { reshape, slice, transpose, transposeLast } from '../ir/emit.ts';

/** y [N, outputs, …image] = x [N, inputs, …size] ⋆ weights [outputs, inputs, 3, 3], with zeros around x. */
export interface SquareConvolution {
  readonly outputs: number;
  readonly inputs: number;
  readonly size: readonly number[];
  readonly image: readonly number[];
  /** Rows above, columns left of x. */
  readonly padsBegin: readonly number[];
}

type Matrix = readonly (readonly number[])[];

/** Pixels that a tile of the result is wide. */
const TILE = 4;
const KERNEL = 3;
const WINDOW = TILE + KERNEL - 1;
/** Places in a transformed tile. */
const PLACES = WINDOW * WINDOW;

const OF_PIXELS: Matrix = [
  [4, 0, -5, 0, 1, 0],
  [0, -4, -4, 1, 1, 0],
  [0, 4, -4, -1, 1, 0],
  [0, -2, -1, 2, 1, 0],
  [0, 2, -1, -2, 1, 0],
  [0, 4, 0, -5, 0, 1],
];
const OF_KERNEL: Matrix = [
  [1 / 4, 0, 0],
  [-1 / 6, -1 / 6, -1 / 6],
  [-1 / 6, 1 / 6, -1 / 6],
  [1 / 24, 1 / 12, 1 / 6],
  [1 / 24, -1 / 12, 1 / 6],
  [0, 0, 1],
];
const OF_RESULT: Matrix = [
  [1, 1, 1, 1, 1, 0],
  [0, 1, -1, 2, -2, 0],
  [0, 1, 1, 4, 4, 0],
  [0, 1, -1, 8, -8, 1],
];

const transposed = (matrix: Matrix): Matrix =>
  elementAt(matrix, 0).map((_, column) => matrix.map((row) => elementAt(row, column)));

/** The matrix that transforms both axes of a square at once: its Kronecker product with itself. */
function square(matrix: Matrix, dims: readonly number[]): Tensor {
  const rows = matrix.flatMap((a) => matrix.map((b) => a.flatMap((x) => b.map((y) => x * y))));
  return float32(dims, rows.flat());
}

/** The convolution's result. */
export function winograd(builder: GraphBuilder, x: string, weights: string, shape: SquareConvolution): string {
  const { outputs, inputs } = shape;
  const kernels = ofKernels(builder, weights, OF_KERNEL, [outputs, inputs]);
  return result(builder, builder.node('MatMul', [kernels, ofPixels(builder, x, shape)]), outputs, shape.image);
}

export interface WinogradGradients {
  /** The gradient of the input: a convolution of dy with the kernels turned by 180°. */
  input(weights: string): string;
  /** The gradient of the kernels: x, in tiles of 4×4, slides over dy, so that all images make one product. */
  weights(): string;
}

/** Both gradients begin with the same windows of dy, which are transformed once. */
export function winogradGradients(
  builder: GraphBuilder,
  { x, dy }: { readonly x: string; readonly dy: string },
  { outputs, inputs, size, image, padsBegin }: SquareConvolution,
): WinogradGradients {
  const back = { inputs: outputs, size: image, image: size, padsBegin: padsBegin.map((count) => KERNEL - 1 - count) };
  const turned = OF_KERNEL.map((row) => row.toReversed());
  let transformed: string | undefined;
  const windows = (): string => (transformed ??= ofPixels(builder, dy, back));
  return {
    input(weights) {
      const kernels = transposeLast(builder, ofKernels(builder, weights, turned, [outputs, inputs]), 3);
      return result(builder, builder.node('MatMul', [kernels, windows()]), inputs, size);
    },
    weights() {
      const pixels = tiles(builder, x, square(transposed(OF_RESULT), [PLACES, 1, 1, TILE, TILE]), {
        channels: inputs,
        size,
        padsBegin: [0, 0],
        padsEnd: size.map((count) => -count & (TILE - 1)),
      });
      const product = builder.node('MatMul', [windows(), transposeLast(builder, pixels, 3)]);
      const flat = reshape(builder, product, [PLACES, outputs * inputs]);
      const taps = builder.constant(square(turned, [PLACES, KERNEL * KERNEL]));
      const kernels = builder.node('Gemm', [flat, taps], { transA: int(1) });
      return reshape(builder, kernels, [outputs, inputs, KERNEL, KERNEL]);
    },
  };
}

/** Kernels [outputs, inputs, 3, 3] transformed: [36, outputs, inputs]. */
function ofKernels(builder: GraphBuilder, weights: string, matrix: Matrix, dims: readonly number[]): string {
  const taps = reshape(builder, weights, [-1, KERNEL * KERNEL]);
  const transform = builder.constant(square(matrix, [PLACES, KERNEL * KERNEL]));
  return reshape(builder, builder.node('Gemm', [transform, taps], { transB: int(1) }), [PLACES, ...dims]);
}

function ofPixels(
  builder: GraphBuilder,
  x: string,
  { inputs, size, image, padsBegin }: Omit<SquareConvolution, 'outputs'>,
): string {
  return tiles(builder, x, square(OF_PIXELS, [PLACES, 1, 1, WINDOW, WINDOW]), {
    channels: inputs,
    size,
    padsBegin,
    padsEnd: image.map(
      (count, axis) => roundUp(count) + KERNEL - 1 - elementAt(padsBegin, axis) - elementAt(size, axis),
    ),
  });
}

const roundUp = (count: number): number => Math.ceil(count / TILE) * TILE;

interface Padded {
  readonly channels: number;
  readonly size: readonly number[];
  readonly padsBegin: readonly number[];
  readonly padsEnd: readonly number[];
}

/**
 * The tiles of a map [N, channels, …size], each transformed: [36, channels, tiles of all images]. A convolution of one
 * channel does it in one pass, in three dimensions so that no tile reaches over two maps.
 */
function tiles(builder: GraphBuilder, map: string, transform: Tensor, padded: Padded): string {
  const { channels, size, padsBegin, padsEnd } = padded;
  const maps = reshape(builder, transpose(builder, map, [1, 0, 2, 3]), [1, 1, -1, ...size]);
  const transformed = builder.node('Conv', [maps, builder.constant(transform)], {
    kernel_shape: ints(transform.dims.slice(2)),
    strides: ints([1, TILE, TILE]),
    pads: ints([0, ...padsBegin, 0, ...padsEnd]),
  });
  return reshape(builder, transformed, [PLACES, channels, -1]);
}

/** A product [36, channels, tiles of all images] transformed back: [N, channels, …image]. */
function result(builder: GraphBuilder, product: string, channels: number, image: readonly number[]): string {
  const places = reshape(builder, product, [PLACES, -1]);
  const pixels = builder.node('MatMul', [builder.constant(square(OF_RESULT, [TILE * TILE, PLACES])), places]);
  const counts = image.map((count) => Math.ceil(count / TILE));
  const apart = reshape(builder, pixels, [1, -1, ...counts]);
  const maps = builder.node('DepthToSpace', [apart], { blocksize: int(TILE) });
  const whole = reshape(builder, maps, [channels, -1, ...image.map(roundUp)]);
  const isWhole = image.every((count) => count % TILE === 0);
  const cut = isWhole ? whole : slice(builder, whole, { axes: [2, 3], starts: [0, 0], ends: image });
  return transpose(builder, cut, [1, 0, 2, 3]);
}
