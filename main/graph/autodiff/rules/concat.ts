import { int } from '../../ir/builder.ts';
import { attributesOf, normalisedAxes, slice } from '../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';

/** y = [a, b, …] along an axis: da, db, … = the parts of dy */
export const concat: GradientRule = (context) => {
  const { builder, node, dy, typeOf } = context;
  const rank = typeOf(node.outputs[0]).dims.length;
  const [axis] = normalisedAxes([attributesOf(node).int('axis', 0)], rank);
  const sizes = node.inputs.map((input) => typeOf(input).dims[axis]);
  if (!sizes.every((size) => typeof size === 'number')) return partsOfUnknownSize(context, axis);
  let start = 0;
  return sizes.map((size) => {
    const from = start;
    start += size;
    return () => slice(builder, dy, { axes: [axis], starts: [from], ends: [from + size] });
  });
};

function partsOfUnknownSize({ builder, node, dy }: RuleContext, axis: number): (() => string)[] {
  let parts: string[] | undefined;
  const split = (): string[] => {
    const sizes = node.inputs.map((input) => {
      const shape = builder.node('Shape', [input]);
      return slice(builder, shape, { axes: [0], starts: [axis], ends: [axis + 1] });
    });
    const lengths = builder.node('Concat', sizes, { axis: int(0) });
    return builder.nodes('Split', [dy, lengths], { axis: int(axis) }, sizes.length);
  };
  return node.inputs.map((_, index) => () => (parts ??= split())[index]);
}
