import { multiply } from '../../ir/emit.ts';
import { piecewise } from '../shared/piecewise.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = x where it is positive, else s·x (He et al. 2015): dx = dy, or s·dy; ds = Σ dy·min(x, 0) */
export const prelu: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const [x, slope] = node.inputs;
  return [
    () => multiply(builder, dy, piecewise(builder, x, builder.scalar(1), slope)),
    () => unbroadcast(context, multiply(builder, dy, builder.node('Min', [x, builder.scalar(0)])), slope),
  ];
};
