/** Operators that make constants or move elements without changing them. */
import { sizeOf } from '../../domain/tensor.ts';
import { attributesOf } from '../ir/emit.ts';
import type { Evaluator, Operands } from './evaluator.ts';
import { broadcastTo, rearrange } from './small-tensor.ts';

const sameElements: Evaluator = ({ input }) => input(0).values;

function axisOf({ node, input }: Operands, otherwise: number): number {
  const axis = attributesOf(node).int('axis', otherwise);
  return axis < 0 ? axis + input(0).dims.length : axis;
}

const concat: Evaluator = (operands) => {
  const { inputs, input, output } = operands;
  const axis = axisOf(operands, 0);
  const starts: number[] = [];
  inputs.reduce((start, _, index) => {
    starts.push(start);
    return start + input(index).dims[axis]!;
  }, 0);
  const parts = inputs.map((_, index) => rowsBehind(input(index).values, input(index).dims.slice(axis)));
  const before = output.dims.slice(0, axis).reduce((product, size) => product * size, 1);
  return Array.from({ length: before }, (_, row) => parts.flatMap((part) => part[row] ?? [])).flat();
};

/** The elements in rows that each hold a whole block of the given shape. */
function rowsBehind(values: readonly number[], dims: readonly number[]): (readonly number[])[] {
  const length = dims.reduce((product, size) => product * size, 1);
  if (length === 0) return [];
  return Array.from({ length: values.length / length }, (_, row) => values.slice(row * length, (row + 1) * length));
}

const gather: Evaluator = (operands) => {
  const { input, output } = operands;
  const [data, indices] = [input(0), input(1)];
  const axis = axisOf(operands, 0);
  const rank = indices.dims.length;
  const at = (position: readonly number[]): number => {
    const offset = position.reduce((sum, place, along) => sum * indices.dims[along]! + place, 0);
    const index = indices.values[offset]!;
    return index < 0 ? index + data.dims[axis]! : index;
  };
  return rearrange(data, output.dims, (position) => [
    ...position.slice(0, axis),
    at(position.slice(axis, axis + rank)),
    ...position.slice(axis + rank),
  ]).values;
};

const slice: Evaluator = ({ node, inputs, input, output }) => {
  const data = input(0);
  const rank = data.dims.length;
  const given = (index: number, attribute: string): readonly number[] =>
    inputs[index]?.values ?? attributesOf(node).ints(attribute, []);
  const starts = given(1, 'starts');
  const axes = given(3, 'axes');
  const steps = given(4, 'steps');
  const first = data.dims.map(() => 0);
  const step = data.dims.map(() => 1);
  for (const [index, start] of starts.entries()) {
    const axis = ((axes[index] ?? index) + rank) % rank;
    const size = data.dims[axis]!;
    step[axis] = steps[index] ?? 1;
    const lastPlace = step[axis] > 0 ? size : size - 1;
    first[axis] = Math.min(Math.max(start < 0 ? start + size : start, 0), lastPlace);
  }
  return rearrange(data, output.dims, (position) => position.map((place, axis) => first[axis]! + place * step[axis]!))
    .values;
};

const transpose: Evaluator = ({ node, input, output }) => {
  const data = input(0);
  const order = attributesOf(node).ints(
    'perm',
    data.dims.map((_, axis) => data.dims.length - 1 - axis),
  );
  return rearrange(data, output.dims, (position) => data.dims.map((_, axis) => position[order.indexOf(axis)]!)).values;
};

const tile: Evaluator = ({ input, output }) => {
  const data = input(0);
  return rearrange(data, output.dims, (position) => position.map((place, axis) => place % data.dims[axis]!)).values;
};

const constantOfShape: Evaluator = ({ node, output }) => {
  const { value } = node.attributes;
  const element = value?.kind === 'tensor' ? Number(value.value.data[0]) : 0;
  return Array.from({ length: sizeOf(output.dims) }, () => element);
};

const range: Evaluator = ({ input, output }) => {
  const [start, , delta] = [0, 1, 2].map((index) => input(index).values[0]!);
  return Array.from({ length: output.dims[0]! }, (_, index) => start! + index * delta!);
};

export const layout: Readonly<Record<string, Evaluator>> = {
  Concat: concat,
  ConstantOfShape: constantOfShape,
  Expand: ({ input, output }) => broadcastTo(input(0), output.dims).values,
  Flatten: sameElements,
  Gather: gather,
  Identity: sameElements,
  Range: range,
  Reshape: sameElements,
  Slice: slice,
  Squeeze: sameElements,
  Tile: tile,
  Transpose: transpose,
  Unsqueeze: sameElements,
};
