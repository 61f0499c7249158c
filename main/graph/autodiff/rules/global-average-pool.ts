import { expandTo, multiply } from '../../ir/emit.ts';
import { reciprocalCount } from './reduce-mean.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = mean of x over the spatial axes, m pixels: dx = dy/m, repeated */
export const globalAveragePool: GradientRule = (context) => [
  () => {
    const { builder, node, dy, typeOf } = context;
    const [x] = node.inputs;
    const spatial = typeOf(x)
      .dims.map((_, axis) => axis)
      .slice(2);
    return expandTo(builder, multiply(builder, dy, reciprocalCount(context, spatial)), x, typeOf(x));
  },
];
