import { attributesOf } from '../../ir/emit.ts';
import { scatterAdd } from './gather.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y[i, j] = x[i, indices[i, j]]: dx = dy added up at those places */
export const gatherElements: GradientRule = ({ builder, node, dy }) => [
  () => {
    const [x, indices] = node.inputs;
    return scatterAdd(builder, { like: x, places: indices, values: dy, axis: attributesOf(node).int('axis', 0) });
  },
];
