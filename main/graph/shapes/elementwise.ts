import type { TensorType } from '../../domain/tensor.ts';
import type { Dim } from '../graph.ts';
import { tensorTypeOf } from '../onnx-wire.ts';
import { add, broadcast, divide, multiply, show, subtract } from './dims.ts';
import type { Inferred, ShapeContext, ShapeRule } from './rule.ts';

/** The output is like the first input. */
export const sameAsInput: ShapeRule = (context) => [context.input(0)];

/** Like the first input, for functions that change the elements. */
export const unary: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  return [{ type, dims }];
};

function broadcastInputs(context: ShapeContext): readonly Dim[] {
  const shapes = context.node.inputs.map((_, index) => context.input(index).dims);
  const dims = broadcast(shapes);
  if (dims === undefined) throw context.fault(`shapes ${shapes.map(show).join(' and ')} do not fit together`);
  return dims;
}

/** Any number of inputs of one type. */
export const broadcasting: ShapeRule = (context) => [{ type: context.input(0).type, dims: broadcastInputs(context) }];

export const comparison: ShapeRule = (context) => [{ type: 'bool', dims: broadcastInputs(context) }];

export const where: ShapeRule = (context) => [{ type: context.input(1).type, dims: broadcastInputs(context) }];

/** Addition and its like, which shapes are computed with. */
function arithmetic(combine: (a: Dim, b: Dim) => Dim | undefined): ShapeRule {
  return (context) => {
    const result: Inferred = { type: context.input(0).type, dims: broadcastInputs(context) };
    const [a, b] = [context.elements(0), context.elements(1)];
    if (a === undefined || b === undefined) return [result];
    const length = Math.max(a.length, b.length);
    const elements = Array.from({ length }, (_, index) => combine(a[index % a.length]!, b[index % b.length]!));
    return [elements.every((element) => element !== undefined) ? { ...result, elements } : result];
  };
}

export const addition = arithmetic(add);
export const subtraction = arithmetic(subtract);
export const multiplication = arithmetic((a, b) => multiply([a, b]));
export const division = arithmetic((a, b) =>
  typeof a === 'number' && typeof b === 'number' ? Math.trunc(a / b) : divide(a, b),
);

const isInteger = (type: TensorType): boolean => type === 'int64' || type === 'int32';

export const cast: ShapeRule = (context) => {
  const type = tensorTypeOf(context.int('to', 0));
  if (type === undefined) throw context.fault(`a cast to ONNX type ${context.int('to', 0)} is not handled`);
  const { dims, elements } = context.input(0);
  return [isInteger(type) && elements !== undefined ? { type, dims, elements } : { type, dims }];
};

/** The mask is the second output. */
export const dropout: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  return [
    { type, dims },
    { type: 'bool', dims },
  ];
};
