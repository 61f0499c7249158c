/**
 * Arithmetic of sizes, some of which are only names. A size is a number times names: 3, 'N', '64*N'. A result that has
 * no such form, such as half of 'N', is undefined.
 */
import type { Dim } from '../ir/graph.ts';

interface Monomial {
  readonly factor: number;
  /** Sorted; a name may occur twice. */
  readonly names: readonly string[];
}

function parse(dim: Dim): Monomial {
  if (typeof dim === 'number') return { factor: dim, names: [] };
  const parts = dim.split('*');
  const isNumber = (part: string): boolean => /^-?\d+$/.test(part);
  const factor = parts.filter(isNumber).reduce((product, part) => product * Number(part), 1);
  return { factor, names: parts.filter((part) => !isNumber(part)).sort() };
}

function format({ factor, names }: Monomial): Dim {
  if (factor === 0 || names.length === 0) return factor;
  return factor === 1 ? names.join('*') : [factor, ...names].join('*');
}

export function multiply(dims: readonly Dim[]): Dim {
  const parts = dims.map(parse);
  const factor = parts.reduce((product, part) => product * part.factor, 1);
  return format({ factor, names: parts.flatMap((part) => part.names).sort() });
}

export function divide(dividend: Dim, divisor: Dim): Dim | undefined {
  const { factor, names } = parse(dividend);
  const by = parse(divisor);
  if (by.factor === 0 || factor % by.factor !== 0) return undefined;
  const left = [...names];
  for (const name of by.names) {
    const index = left.indexOf(name);
    if (index < 0) return undefined;
    left.splice(index, 1);
  }
  return format({ factor: factor / by.factor, names: left });
}

export function add(a: Dim, b: Dim): Dim | undefined {
  const [first, second] = [parse(a), parse(b)];
  if (first.factor === 0) return b;
  if (second.factor === 0) return a;
  if (first.names.join('*') !== second.names.join('*')) return undefined;
  return format({ factor: first.factor + second.factor, names: first.names });
}

export function subtract(a: Dim, b: Dim): Dim | undefined {
  return add(a, multiply([b, -1]));
}

/** One axis of a broadcast; undefined where the sizes do not agree. Of two names the first: they may turn out equal. */
function broadcastDim(a: Dim, b: Dim): Dim | undefined {
  if (a === b || b === 1) return a;
  if (a === 1) return b;
  if (typeof b === 'string') return a;
  return typeof a === 'string' ? b : undefined;
}

/** Shapes aligned at their last axes, as numpy does. Undefined where they do not fit. */
export function broadcast(shapes: readonly (readonly Dim[])[]): readonly Dim[] | undefined {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  const result: Dim[] = [];
  for (let axis = 0; axis < rank; axis++) {
    let dim: Dim | undefined = 1;
    for (const shape of shapes) {
      if (dim !== undefined) dim = broadcastDim(dim, shape[shape.length - rank + axis] ?? 1);
    }
    if (dim === undefined) return undefined;
    result.push(dim);
  }
  return result;
}
