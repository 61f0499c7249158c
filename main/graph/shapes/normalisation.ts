import type { ShapeRule } from './shape-rule.ts';
import { axisOf } from './shape-rule.ts';

/** Mean and reciprocal deviation, one for each normalised block, are the further outputs. */
export const layerNormalization: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  const axis = axisOf(context, context.int('axis', -1), dims.length);
  const statistics = { type, dims: dims.map((dim, along) => (along < axis ? dim : 1)) };
  return [{ type, dims }, statistics, statistics];
};
