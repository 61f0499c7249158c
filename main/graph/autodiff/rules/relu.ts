import type { GraphBuilder } from '../../ir/builder.ts';
import { float } from '../../ir/builder.ts';
import { elementwise } from '../shared/elementwise-rule.ts';

/**
 * 1 where the value is positive, else 0. A HardSigmoid so steep that it is a step: one pass over memory, where
 * comparing and casting take two and Where takes four. Values between 0 and 1e-30 come out below 1.
 */
function positive(builder: GraphBuilder, value: string): string {
  return builder.node('HardSigmoid', [value], { alpha: float(1e30), beta: float(0) });
}

/** y = max(x, 0): dx = dy · [y > 0] */
export const relu = elementwise((builder, _, y) => positive(builder, y));
