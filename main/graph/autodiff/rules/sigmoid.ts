import { multiply } from '../../ir/emit.ts';
import { elementwise } from '../shared/elementwise-rule.ts';

/** y = 1/(1 + e⁻ˣ): dx = dy·y·(1 - y) */
export const sigmoid = elementwise((builder, _, y) =>
  multiply(builder, y, builder.node('Sub', [builder.scalar(1), y])),
);
