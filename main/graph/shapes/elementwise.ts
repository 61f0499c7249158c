import type { TensorType } from '../../domain/tensor.ts';
import type { Dim } from '../ir/graph.ts';
import { tensorTypeOf } from '../ir/element-types.ts';
import { add, broadcast, divide, multiply, subtract } from './dims.ts';
import type { Inferred, ShapeContext, ShapeRule } from './shape-rule.ts';

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
  if (dims === undefined) throw context.fault('graph.shapes-misfit', { shapes });
  return dims;
}

/** Any number of inputs of one type. */
export const broadcasting: ShapeRule = (context) => [{ type: context.input(0).type, dims: broadcastInputs(context) }];

export const comparison: ShapeRule = (context) => [{ type: 'bool', dims: broadcastInputs(context) }];

/** Comparison of shapes: a named size is positive, so it equals no number below 1; other comparisons are unknown. */
export const equal: ShapeRule = (context) => {
  const result: Inferred = { type: 'bool', dims: broadcastInputs(context) };
  const elements = paired([context.elements(0), context.elements(1)], ([a, b]) => {
    if (a === b) return 1;
    const [number] = [a, b].filter((size) => typeof size === 'number');
    const isTold = (typeof a === 'number' && typeof b === 'number') || (number !== undefined && number < 1);
    return isTold ? 0 : undefined;
  });
  return [elements === undefined ? result : { ...result, elements }];
};

export const where: ShapeRule = (context) => {
  const result: Inferred = { type: context.input(1).type, dims: broadcastInputs(context) };
  const inputs = [0, 1, 2].map((index) => context.elements(index));
  const elements = paired(inputs, ([condition, yes, no]) => (condition === 0 ? no : yes));
  return [elements === undefined ? result : { ...result, elements }];
};

/** Computes an element from those at its place in each input, of which single ones are repeated. */
function paired(
  inputs: readonly (readonly Dim[] | undefined)[],
  combine: (elements: readonly Dim[]) => Dim | undefined,
): readonly Dim[] | undefined {
  if (!inputs.every((elements) => elements !== undefined)) return undefined;
  const length = inputs.some((elements) => elements.length === 0) ? 0 : Math.max(...inputs.map((each) => each.length));
  const combined = Array.from({ length }, (_, index) => combine(inputs.map((each) => each[index % each.length]!)));
  return combined.every((element) => element !== undefined) ? combined : undefined;
}

/** Addition and its like, which shapes are computed with. */
function arithmetic(combine: (a: Dim, b: Dim) => Dim | undefined): ShapeRule {
  return (context) => {
    const result: Inferred = { type: context.input(0).type, dims: broadcastInputs(context) };
    if (result.type === 'float32') return [result];
    const elements = paired([context.elements(0), context.elements(1)], ([a, b]) => combine(a!, b!));
    return [elements === undefined ? result : { ...result, elements }];
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
  if (type === undefined) throw context.fault('graph.type-not-handled', { type: context.int('to', 0) });
  const { dims, elements } = context.input(0);
  return [isInteger(type) && elements !== undefined ? { type, dims, elements } : { type, dims }];
};

/** To the type of the second input. */
export const castLike: ShapeRule = (context) => [{ type: context.input(1).type, dims: context.input(0).dims }];

/** The mask is the second output. */
export const dropout: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  return [
    { type, dims },
    { type: 'bool', dims },
  ];
};
