import { float32 } from '../../../domain/tensor.ts';
import type { Dim } from '../../ir/graph.ts';
import { reshape } from '../../ir/emit.ts';
import type { RuleContext } from './gradient-rule.ts';

/** y = M·x along one axis, for operators that are linear along each axis: resizing, averaging, reflecting. */
export interface AxisMap {
  readonly axis: number;
  /** Rows and columns of M. */
  readonly outputs: number;
  readonly inputs: number;
  /** M, row-major. */
  readonly weights: Float32Array;
}

/** M from its rows, each a list of the places of x it takes and their weights; places may repeat. */
export function axisMap(
  axis: number,
  inputs: number,
  rows: readonly (readonly (readonly [place: number, weight: number])[])[],
): AxisMap {
  const weights = new Float32Array(rows.length * inputs);
  rows.forEach((row, output) => {
    for (const [place, weight] of row) weights[output * inputs + place]! += weight;
  });
  return { axis, outputs: rows.length, inputs, weights };
}

/** dx = Mᵀ·dy along each of the axes; `dims` is the shape of dy. */
export function transposedMaps(context: RuleContext, dims: readonly Dim[], maps: readonly AxisMap[]): string {
  let [value, shape] = [context.dy, dims];
  for (const map of maps) {
    value = transposedMap(context, value, shape, map);
    shape = shape.with(map.axis, map.inputs);
  }
  return value;
}

function transposedMap(
  { builder, refuse }: RuleContext,
  value: string,
  dims: readonly Dim[],
  { axis, outputs, inputs, weights }: AxisMap,
): string {
  const isLast = axis === dims.length - 1;
  if (isLast) return builder.node('MatMul', [value, builder.constant(float32([outputs, inputs], weights))]);
  const transposed = Float32Array.from(
    weights,
    (_, at) => weights[(at % outputs) * inputs + Math.floor(at / outputs)]!,
  );
  const matrix = builder.constant(float32([inputs, outputs], transposed));
  if (axis === dims.length - 2) return builder.node('MatMul', [matrix, value]);
  if (dims.filter((dim) => typeof dim === 'string').length > 1) refuse('graph.sizes-unknown', {});
  const sizes = dims.map((dim) => (typeof dim === 'number' ? dim : -1));
  const behind = sizes.slice(axis + 1);
  if (behind.includes(-1)) refuse('graph.size-unknown', {});
  const rows = reshape(builder, value, [-1, outputs, behind.reduce((a, b) => a * b, 1)]);
  return reshape(builder, builder.node('MatMul', [matrix, rows]), sizes.with(axis, inputs));
}
