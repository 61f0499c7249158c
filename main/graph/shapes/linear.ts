import type { Dim } from '../ir/graph.ts';
import { broadcast } from './dims.ts';
import type { ShapeContext, ShapeRule } from './shape-rule.ts';

/** Named sizes may turn out equal; numbers may not. */
function requireEqual(context: ShapeContext, a: Dim | undefined, b: Dim | undefined): void {
  if (typeof a === 'number' && typeof b === 'number' && a !== b) {
    throw context.fault('graph.rows-misfit', { rows: a, columns: b });
  }
}

export const gemm: ShapeRule = (context) => {
  const a = context.input(0);
  const [rows, inner] = context.int('transA', 0) ? a.dims.toReversed() : a.dims;
  const b = context.input(1).dims;
  const [depth, columns] = context.int('transB', 0) ? b.toReversed() : b;
  if (a.dims.length !== 2 || b.length !== 2) throw context.fault('graph.not-matrices', { shapes: [a.dims, b] });
  requireEqual(context, inner, depth);
  return [{ type: a.type, dims: [rows!, columns!] }];
};

/** A vector counts as a row on the left and as a column on the right, and its axis is left out of the result. */
export const matMul: ShapeRule = (context) => {
  const { type, dims: a } = context.input(0);
  const { dims: b } = context.input(1);
  if (a.length === 0 || b.length === 0) throw context.fault('graph.scalar-product', {});
  const rows = a.length === 1 ? [] : [a.at(-2)!];
  const columns = b.length === 1 ? [] : [b.at(-1)!];
  requireEqual(context, a.at(-1), b.length === 1 ? b[0] : b.at(-2));
  const batch = broadcast([a.slice(0, -2), b.slice(0, -2)]);
  if (batch === undefined) throw context.fault('graph.shapes-misfit', { shapes: [a, b] });
  return [{ type, dims: [...batch, ...rows, ...columns] }];
};
