import { multiply } from './emit.ts';
import { elementwise } from './elementwise.ts';

/** y = 1/(1 + e⁻ˣ): dx = dy·y·(1 - y) */
export const sigmoid = elementwise((builder, _, y) =>
  multiply(builder, y, builder.node('Sub', [builder.scalar(1), y])),
);
