import { reduce, reshape, reshapeTo } from '../../ir/emit.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = copies of x side by side: dx = Σ of dy over the copies */
export const tile: GradientRule = ({ builder, node, dy, typeOf, constantOf, refuse }) => {
  const [x, repeats] = node.inputs;
  const { dims } = typeOf(x);
  const copiesOf = (axis: number): number =>
    Number(constantOf(repeats)?.data[axis] ?? refuse('its repeats are not constant'));
  // Of an axis of size 1 the copies are the axis, however many.
  const apart = dims.map((dim, axis) => (dim === 1 ? [typeOf(node.outputs[0]).dims[axis]] : [copiesOf(axis), dim]));
  const sizes = apart.flat().map((dim) => (typeof dim === 'number' ? dim : -1));
  if (sizes.filter((size) => size === -1).length > 1) refuse('several sizes are unknown');
  const copies = dims.map((_, axis) => apart.slice(0, axis).flat().length);
  return [() => reshapeTo(builder, reduce(builder, 'ReduceSum', reshape(builder, dy, sizes), copies), x, typeOf(x))];
};
