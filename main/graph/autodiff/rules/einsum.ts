import { string } from '../../ir/builder.ts';
import type { Dim } from '../../ir/graph.ts';
import { parseEquation } from '../../shapes/einsum.ts';
import { attributesOf, expandTo, reshape } from '../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** Axes as letters that an equation can be written with. */
interface Terms {
  readonly inputs: readonly string[];
  readonly output: string;
  readonly sizes: ReadonlyMap<string, Dim>;
}

/** y = Σ of products, by an equation: dx = the products of dy and the other factors, summed to the axes of x */
export const einsum: GradientRule = (context) => {
  const terms = termsOf(context);
  if (terms.inputs.some((letters) => new Set(letters).size < letters.length)) context.refuse('it takes a diagonal');
  return context.node.inputs.map((_, index) => () => gradientOf(context, terms, index));
};

function termsOf({ node, typeOf }: RuleContext): Terms {
  const shapes = node.inputs.map((input) => typeOf(input).dims);
  const ranks = shapes.map((dims) => dims.length);
  const { inputs, output } = parseEquation(attributesOf(node).string('equation', ''), ranks);
  const names = [...new Set(inputs.flat())];
  const letter = (name: string): string => String.fromCharCode('a'.charCodeAt(0) + names.indexOf(name));
  const sizes = new Map<string, Dim>();
  inputs.forEach((axes, index) =>
    axes.forEach((name, axis) => {
      const size = shapes[index][axis];
      if (size !== 1 || !sizes.has(letter(name))) sizes.set(letter(name), size);
    }),
  );
  return { inputs: inputs.map((axes) => axes.map(letter).join('')), output: output.map(letter).join(''), sizes };
}

function gradientOf(context: RuleContext, { inputs, output, sizes }: Terms, index: number): string {
  const { builder, node, dy, typeOf } = context;
  const others = inputs.filter((_, at) => at !== index);
  const wanted = inputs[index];
  const available = [...wanted].filter((letter) => [output, ...others].some((letters) => letters.includes(letter)));
  const factors = [dy, ...node.inputs.filter((_, at) => at !== index)];
  const equation = `${[output, ...others].join()}->${available.join('')}`;
  const product = builder.node('Einsum', factors, { equation: string(equation) });
  const x = node.inputs[index];
  const dims = available.map((letter) => sizes.get(letter)!);
  if (available.length === wanted.length) return unbroadcast(context, product, x, dims);
  // Axes that only x has, which were summed over, get the same gradient everywhere.
  const spread = [...wanted].map((letter) => (available.includes(letter) ? sizes.get(letter)! : 1));
  if (spread.filter((dim) => typeof dim === 'string').length > 1) context.refuse('several sizes are unknown');
  const apart = reshape(
    builder,
    product,
    spread.map((dim) => (typeof dim === 'number' ? dim : -1)),
  );
  return expandTo(builder, unbroadcast(context, apart, x, spread), x, typeOf(x));
}
