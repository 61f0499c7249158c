import { reshapeTo } from '../../ir/emit.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = x in another shape: dx = dy in the shape of x. The same for Flatten, Squeeze and Unsqueeze. */
export const reshape: GradientRule = ({ builder, node, dy, typeOf }) => {
  const [x] = node.inputs;
  return [() => reshapeTo(builder, dy, x, typeOf(x))];
};
