import type { GraphBuilder } from '../../ir/builder.ts';
import { choose } from '../../ir/emit.ts';

/** `above` where x is positive, else `below`. */
export function piecewise(builder: GraphBuilder, x: string, above: string, below: string): string {
  return choose(builder, builder.node('Greater', [x, builder.scalar(0)]), above, below);
}
