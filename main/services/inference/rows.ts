/** Rows of tensors, along the first axis: views of images, and what a model answers for each of them. */
import { float32, type Tensor } from '../../domain/tensor.ts';

export const countRows = ({ dims }: Tensor): number => dims[0] ?? 1;

/** All rows of all tensors, [rows, …], in a buffer of their own: a part of a larger one would travel whole. */
export function stackRows(tensors: readonly Tensor[]): Tensor {
  const size = tensors.reduce((sum, { data }) => sum + data.length, 0);
  const values = new Float32Array(size);
  let place = 0;
  for (const { data } of tensors) {
    values.set(data as Float32Array, place);
    place += data.length;
  }
  const rows = tensors.reduce((sum, tensor) => sum + countRows(tensor), 0);
  return float32([rows, ...(tensors[0]?.dims.slice(1) ?? [])], values);
}

/** So many rows from one on; shares the buffer. */
export function takeRows(tensor: Tensor, from: number, count: number): Tensor {
  const size = tensor.data.length / countRows(tensor);
  const values = (tensor.data as Float32Array).subarray(from * size, (from + count) * size);
  return float32([count, ...tensor.dims.slice(1)], values);
}

export const firstRow = (tensor: Tensor): Tensor => takeRows(tensor, 0, 1);

/** The rows, and behind them the first one as often as it takes for so many. */
export function fillRows(tensor: Tensor, count: number): Tensor {
  const missing = count - countRows(tensor);
  return missing <= 0 ? tensor : stackRows([tensor, ...Array.from({ length: missing }, () => firstRow(tensor))]);
}

/** The mean over the rows of [rows, columns]. */
export function meanOfRows(tensor: Tensor): number[] {
  const rows = countRows(tensor);
  const columns = tensor.data.length / rows;
  return Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += Number(tensor.data[row * columns + column]);
    return sum / rows;
  });
}

/** [rows, labels] with a one in each row's column. */
export function oneHot(columns: readonly number[], labels: number): Tensor {
  const values = new Float32Array(columns.length * labels);
  columns.forEach((column, row) => (values[row * labels + column] = 1));
  return float32([columns.length, labels], values);
}
