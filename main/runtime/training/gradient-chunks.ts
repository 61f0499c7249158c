/** Gradients as the programs of an update take them: chunks of flat memory. */
import { Tensor } from 'onnxruntime-node';
import { sizeOf } from '../../domain/tensor.ts';
import type { Tensor as Plain } from '../../domain/tensor.ts';
import { GRADIENT, isProduct, LEFT, RIGHT } from '../../graph/training/update.ts';
import type { Factors } from '../../graph/training/update.ts';
import type { ParameterSlice } from './session-state.ts';

/** By the outputs that they came as. */
export type Gradients = ReadonlyMap<string, Tensor>;

export type Feeds = Readonly<Record<string, Tensor>>;

export interface GradientChunk {
  /** Elements of the flatBuffers. */
  readonly from: number;
  readonly to: number;
  readonly gradient: Feeds;
}

export function toNative(tensor: Plain): Tensor {
  return new Tensor(tensor.type, tensor.data, tensor.dims);
}

export const valuesOf = ({ data }: Tensor): Float32Array => data as Float32Array;

export const flat = (values: Float32Array): Tensor => new Tensor('float32', values, [values.length]);

/**
 * A slice in chunks, each with its gradient.
 * @param size elements of a chunk; more where a single row of a product has more.
 */
export function gradientChunks(slice: ParameterSlice, gradients: Gradients, size: number): Iterable<GradientChunk> {
  const [{ gradient, dims }] = slice.members as [ParameterSlice['members'][0]];
  if (!isProduct(gradient)) return wholeChunks(slice, gradients, size);
  const [rows, columns] = dims as [number, number];
  return rowsOfProduct({ from: slice.from, rows, columns }, factorsOf(gradient, gradients), size);
}

/** The feeds of the norm of a slice: the factors of a product at once, other gradients in chunks. */
export function normFeeds(slice: ParameterSlice, gradients: Gradients, size: number): Iterable<Feeds> {
  const { gradient } = slice.members[0]!;
  if (isProduct(gradient)) return [factorsOf(gradient, gradients)];
  return wholeChunks(slice, gradients, size).map((chunk) => chunk.gradient);
}

function factorsOf(
  { left, right }: Factors,
  gradients: Gradients,
): { readonly [LEFT]: Tensor; readonly [RIGHT]: Tensor } {
  return { [LEFT]: gradients.get(left)!, [RIGHT]: gradients.get(right)! };
}

interface Matrix {
  /** Where it begins. */
  readonly from: number;
  readonly rows: number;
  readonly columns: number;
}

/** Some rows of the product at a time: they are those columns of its left factor. */
function* rowsOfProduct(
  { from, rows, columns }: Matrix,
  { left, right }: ReturnType<typeof factorsOf>,
  size: number,
): Generator<GradientChunk> {
  const height = left.dims[0]!;
  const most = Math.max(1, Math.floor(size / columns));
  for (let row = 0; row < rows; row += most) {
    const width = Math.min(most, rows - row);
    const values = new Float32Array(height * width);
    for (let k = 0; k < height; k++) {
      values.set(valuesOf(left).subarray(k * rows + row, k * rows + row + width), k * width);
    }
    const gradient = { [LEFT]: new Tensor('float32', values, [height, width]), [RIGHT]: right };
    yield { from: from + row * columns, to: from + (row + width) * columns, gradient };
  }
}

/** The gradients of consecutive values side by side; zeros for those that have none. The next chunk overwrites one. */
function* wholeChunks(slice: ParameterSlice, gradients: Gradients, size: number): Generator<GradientChunk> {
  const side = new Float32Array(Math.min(size, slice.to - slice.from));
  for (let from = slice.from; from < slice.to; from += size) {
    const to = Math.min(from + size, slice.to);
    let begin = slice.from;
    for (const { gradient, dims } of slice.members) {
      const end = begin + sizeOf(dims);
      const [first, last] = [Math.max(begin, from), Math.min(end, to)];
      if (first < last && gradient === null) side.fill(0, first - from, last - from);
      else if (first < last) {
        const own = valuesOf(gradients.get(gradient as string)!);
        side.set(own.subarray(first - begin, last - begin), first - from);
      }
      begin = end;
    }
    yield { from, to, gradient: { [GRADIENT]: flat(side.subarray(0, to - from)) } };
  }
}
