import { elementAt } from '../../domain/elements.ts';
import type { Dim } from '../ir/graph.ts';
import { broadcast } from './dims.ts';
import type { ShapeRule } from './shape-rule.ts';

/** One letter for each axis of each input and of the output. */
export interface Equation {
  readonly inputs: readonly (readonly string[])[];
  readonly output: readonly string[];
}

/**
 * Reads an equation such as 'bhid,bhjd->bhij' for inputs of the given ranks. The axes of '...' are aligned at their ends
 * and called 0, 1, …; without an arrow the output has the letters that occur once, sorted.
 */
export function parseEquation(equation: string, ranks: readonly number[]): Equation {
  const [left = '', right] = equation.replaceAll(' ', '').split('->');
  const terms = left.split(',');
  const hidden = terms.map((term, index) => (term.includes('...') ? elementAt(ranks, index) - term.length + 3 : 0));
  const most = Math.max(0, ...hidden);
  const ellipsis = (count: number): string[] => Array.from({ length: count }, (_, index) => `${most - count + index}`);
  const axesOf = (term: string, count: number): string[] => {
    const [before = '', after = ''] = term.split('...');
    return term.includes('...') ? [...before, ...ellipsis(count), ...after] : [...before];
  };
  const inputs = terms.map((term, index) => axesOf(term, elementAt(hidden, index)));
  if (right !== undefined) return { inputs, output: axesOf(right, most) };
  const letters = inputs.flat().filter((letter) => !/\d/.test(letter));
  const once = letters.filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter));
  return { inputs, output: [...ellipsis(most), ...once.toSorted()] };
}

/** Axes of the same letter are one; the others are summed over. */
export const einsum: ShapeRule = (context) => {
  const shapes = context.node.inputs.map((_, index) => context.input(index).dims);
  const equation = context.string('equation', '');
  const ranks = shapes.map((dims) => dims.length);
  const { inputs, output } = parseEquation(equation, ranks);
  if (inputs.length !== shapes.length || inputs.some((letters, index) => letters.length !== ranks[index]))
    throw context.fault('graph.equation-misfit', { equation });
  const sizeOf = (letter: string): Dim => {
    const sizes = inputs.flatMap((letters, index) => shapes[index]!.filter((_, axis) => letters[axis] === letter));
    const size = broadcast(sizes.map((each) => [each]))?.[0];
    if (size === undefined) throw context.fault('graph.axis-sizes', { axis: letter, sizes });
    return size;
  };
  return [{ type: context.input(0).type, dims: output.map(sizeOf) }];
};
