import { add, choose, multiply } from '../../ir/emit.ts';
import { elementwise } from '../shared/elementwise-rule.ts';

/** y = x·(x + 3)/6 between -3 and 3, 0 below and x above (Howard et al. 2019): dx = dy·(x/3 + ½), 0 below, dy above */
export const hardSwish = elementwise((builder, x) => {
  const between = add(builder, multiply(builder, x, builder.scalar(1 / 3)), builder.scalar(0.5));
  const isLow = builder.node('LessOrEqual', [x, builder.scalar(-3)]);
  const isHigh = builder.node('GreaterOrEqual', [x, builder.scalar(3)]);
  return choose(builder, isLow, builder.scalar(0), choose(builder, isHigh, builder.scalar(1), between));
});
