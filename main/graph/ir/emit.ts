/** Short spellings of the nodes that rules add. */
import type { Attribute, Dim, Node, ValueType } from './graph.ts';
import type { GraphBuilder } from './builder.ts';
import { int, ints } from './builder.ts';
import { elementTypes } from './element-types.ts';

type AttributeKind = 'int' | 'float' | 'string' | 'ints';
type AttributeValue<K extends AttributeKind> = Extract<Attribute, { kind: K }>['value'];
type AttributeReader = {
  readonly [K in AttributeKind]: (name: string, fallback: AttributeValue<K>) => AttributeValue<K>;
};

/** Reads a node's attributes; the fallback is the operator's own default. */
export function attributesOf({ name: place, attributes }: Node): AttributeReader {
  const reader =
    <K extends AttributeKind>(kind: K) =>
    (name: string, fallback: AttributeValue<K>): AttributeValue<K> => {
      const attribute = attributes[name];
      if (attribute === undefined) return fallback;
      if (attribute.kind !== kind) throw new Error(`Attribute ${name} of node "${place}" is no ${kind}`);
      return attribute.value as AttributeValue<K>;
    };
  return { int: reader('int'), float: reader('float'), string: reader('string'), ints: reader('ints') };
}

export function add(builder: GraphBuilder, a: string, b: string): string {
  return builder.node('Add', [a, b]);
}

export function multiply(builder: GraphBuilder, a: string, b: string): string {
  return builder.node('Mul', [a, b]);
}

export function negate(builder: GraphBuilder, a: string): string {
  return builder.node('Neg', [a]);
}

export function subtract(builder: GraphBuilder, a: string, b: string): string {
  return builder.node('Sub', [a, b]);
}

export function divide(builder: GraphBuilder, a: string, b: string): string {
  return builder.node('Div', [a, b]);
}

export function choose(builder: GraphBuilder, condition: string, yes: string, no: string): string {
  return builder.node('Where', [condition, yes, no]);
}

/** 1 where the comparison holds, else 0. */
export function indicator(builder: GraphBuilder, comparison: Comparison, a: string, b: string): string {
  return builder.node('Cast', [builder.node(comparison, [a, b])], { to: int(elementTypes.float32) });
}

type Comparison = 'Equal' | 'Greater' | 'GreaterOrEqual' | 'Less' | 'LessOrEqual';

type Reduction = 'ReduceSum' | 'ReduceMean' | 'ReduceSumSquare' | 'ReduceMax' | 'ReduceProd';

export function reduce(
  builder: GraphBuilder,
  op: Reduction,
  value: string,
  axes: readonly number[],
  keep = true,
): string {
  return builder.node(op, [value, builder.ints(axes)], { keepdims: int(keep ? 1 : 0) });
}

/** `dims` as Reshape takes them: 0 copies the size at that place, -1 fills up. */
export function reshape(builder: GraphBuilder, value: string, dims: readonly number[]): string {
  return builder.node('Reshape', [value, builder.ints(dims)]);
}

/** Gives `value` the shape of `reference`, whose type is given; the shape is read at run time where it must be. */
export function reshapeTo(builder: GraphBuilder, value: string, reference: string, { dims }: ValueType): string {
  const unknown = dims.filter((dim) => typeof dim !== 'number').length;
  if (unknown <= 1) return reshape(builder, value, dims.map(sizeOr(-1)));
  return builder.node('Reshape', [value, builder.node('Shape', [reference])]);
}

const sizeOr =
  (fallback: number) =>
  (dim: Dim): number =>
    typeof dim === 'number' ? dim : fallback;

export function transpose(builder: GraphBuilder, value: string, perm: readonly number[]): string {
  return builder.node('Transpose', [value], { perm: ints(perm) });
}

/** Exchanges the last two axes. */
export function transposeLast(builder: GraphBuilder, value: string, rank: number): string {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return transpose(builder, value, [...axes.slice(0, -2), rank - 1, rank - 2]);
}

/** `starts` to `ends` (exclusive) along `axes`. */
export function slice(
  builder: GraphBuilder,
  value: string,
  {
    axes,
    starts,
    ends,
    steps,
  }: { axes: readonly number[]; starts: readonly number[]; ends: readonly number[]; steps?: readonly number[] },
): string {
  const inputs = [value, builder.ints(starts), builder.ints(ends), builder.ints(axes)];
  return builder.node('Slice', steps?.some((step) => step !== 1) ? [...inputs, builder.ints(steps)] : inputs);
}

/** Pads with zeros; `before` and `after` have an entry for each axis. */
export function pad(builder: GraphBuilder, value: string, before: readonly number[], after: readonly number[]): string {
  if ([...before, ...after].every((count) => count === 0)) return value;
  return builder.node('Pad', [value, builder.ints([...before, ...after])]);
}

/** Repeats `value` along its axes of size 1 to the shape of `reference`. */
export function expandTo(builder: GraphBuilder, value: string, reference: string, { dims }: ValueType): string {
  const sizes = dims.map(sizeOr(0));
  const shape = dims.every((dim) => typeof dim === 'number') ? builder.ints(sizes) : builder.node('Shape', [reference]);
  return builder.node('Expand', [value, shape]);
}

/** Axes counted from the end made to count from the start. */
export function normalisedAxes(axes: readonly number[], rank: number): number[] {
  return axes.map((axis) => (axis < 0 ? axis + rank : axis));
}
