import { multiply } from '../../ir/emit.ts';
import { elementwise } from '../shared/elementwise-rule.ts';

/** y = tanh x: dx = dy·(1 - y²) */
export const tanh = elementwise((builder, _, y) => builder.node('Sub', [builder.scalar(1), multiply(builder, y, y)]));
