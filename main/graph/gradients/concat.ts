import { attributesOf, normalisedAxes, slice } from './emit.ts';
import type { GradientRule } from './rule.ts';

/** y = [a, b, …] along an axis: da, db, … = the parts of dy */
export const concat: GradientRule = ({ builder, node, dy, typeOf, refuse }) => {
  const rank = typeOf(node.outputs[0]).dims.length;
  const [axis] = normalisedAxes([attributesOf(node).int('axis', 0)], rank);
  let start = 0;
  return node.inputs.map((input) => {
    const size = typeOf(input).dims[axis];
    if (typeof size !== 'number') return refuse('it joins along an axis of unknown size');
    const from = start;
    start += size;
    return () => slice(builder, dy, { axes: [axis], starts: [from], ends: [from + size] });
  });
};
