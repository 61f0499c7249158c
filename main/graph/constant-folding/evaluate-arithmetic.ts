/** Operators that compute each element from those at the same place, and reductions. */
import { attributesOf } from '../ir/emit.ts';
import type { Evaluator, Operands } from './evaluator.ts';
import type { Numbers } from './small-tensor.ts';
import { broadcastTo, commonDims } from './small-tensor.ts';

const isWhole = ({ type }: Numbers): boolean => type !== 'float32';

function unary(compute: (x: number) => number): Evaluator {
  return ({ input }) => input(0).values.map(compute);
}

/** Any number of inputs, combined from the left. */
function combined(compute: (a: number, b: number) => number): Evaluator {
  return ({ inputs, input }) => {
    const dims = commonDims(inputs.map((_, index) => input(index).dims));
    const [first, ...others] = inputs.map((_, index) => broadcastTo(input(index), dims).values);
    return others.reduce((a, b) => a.map((value, index) => compute(value, b[index]!)), first!);
  };
}

const test = (holds: (a: number, b: number) => boolean): Evaluator => combined((a, b) => Number(holds(a, b)));

/** Integers are divided towards zero. */
const divide: Evaluator = (operands) => {
  const quotient = combined((a, b) => a / b)(operands);
  return isWhole(operands.input(0)) ? quotient.map(Math.trunc) : quotient;
};

/** The sign is the divisor's, or with fmod the dividend's. */
const modulo: Evaluator = (operands) => {
  const isFmod = attributesOf(operands.node).int('fmod', 0) === 1;
  return combined((a, b) => (isFmod ? a % b : a - b * Math.floor(a / b)))(operands);
};

/** Half to even. */
function round(value: number): number {
  const down = Math.floor(value);
  if (value - down !== 0.5) return Math.round(value);
  return down % 2 === 0 ? down : down + 1;
}

const where: Evaluator = ({ input, output }) => {
  const [condition, yes, no] = [0, 1, 2].map((index) => broadcastTo(input(index), output.dims).values);
  return condition!.map((holds, index) => (holds ? yes! : no!)[index]!);
};

/** To an integer towards zero; to bool everything but zero. */
const cast: Evaluator = ({ input, output }) => {
  const { values } = input(0);
  if (output.type === 'bool') return values.map((value) => Number(value !== 0));
  return output.type === 'float32' ? values : values.map(Math.trunc);
};

const clip: Evaluator = ({ inputs, input }) => {
  const low = inputs[1]?.values[0] ?? -Infinity;
  const high = inputs[2]?.values[0] ?? Infinity;
  return input(0).values.map((value) => Math.min(Math.max(value, low), high));
};

/** Over all axes or along the only one. */
function reduction(compute: (values: readonly number[]) => number): Evaluator {
  return (operands: Operands) => {
    const { values, dims } = operands.input(0);
    return dims.length <= 1 ? [compute(values)] : rowsOf(operands).map(compute);
  };
}

/** The elements that each output element is computed from. */
function rowsOf({ node, inputs, input }: Operands): number[][] {
  const { dims, values } = input(0);
  const given = inputs[1]?.values ?? attributesOf(node).ints('axes', []);
  const axes = new Set(
    (given.length > 0 ? given : dims.map((_, axis) => axis)).map((axis) => (axis + dims.length) % dims.length),
  );
  const rows = new Map<string, number[]>();
  for (const [index, value] of values.entries()) {
    let rest = index;
    const position = dims.toReversed().map((size) => {
      const place = rest % size;
      rest = Math.floor(rest / size);
      return place;
    });
    const key = position
      .toReversed()
      .filter((_, axis) => !axes.has(axis))
      .join();
    const row = rows.get(key);
    if (row === undefined) rows.set(key, [value]);
    else row.push(value);
  }
  return [...rows.values()];
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export const arithmetic: Readonly<Record<string, Evaluator>> = {
  Abs: unary(Math.abs),
  Add: combined((a, b) => a + b),
  And: test((a, b) => a !== 0 && b !== 0),
  Cast: cast,
  Ceil: unary(Math.ceil),
  Clip: clip,
  Cos: unary(Math.cos),
  Div: divide,
  Equal: test((a, b) => a === b),
  Exp: unary(Math.exp),
  Floor: unary(Math.floor),
  Greater: test((a, b) => a > b),
  GreaterOrEqual: test((a, b) => a >= b),
  Less: test((a, b) => a < b),
  LessOrEqual: test((a, b) => a <= b),
  Log: unary(Math.log),
  Max: combined(Math.max),
  Min: combined(Math.min),
  Mod: modulo,
  Mul: combined((a, b) => a * b),
  Neg: unary((x) => -x),
  Not: unary((x) => Number(x === 0)),
  Or: test((a, b) => a !== 0 || b !== 0),
  Pow: combined((a, b) => a ** b),
  Reciprocal: unary((x) => 1 / x),
  ReduceMax: reduction((values) => Math.max(...values)),
  ReduceMin: reduction((values) => Math.min(...values)),
  ReduceProd: reduction((values) => values.reduce((a, b) => a * b, 1)),
  ReduceSum: reduction(sum),
  Round: unary(round),
  Sign: unary(Math.sign),
  Sin: unary(Math.sin),
  Sqrt: unary(Math.sqrt),
  Sub: combined((a, b) => a - b),
  Sum: combined((a, b) => a + b),
  Where: where,
};
