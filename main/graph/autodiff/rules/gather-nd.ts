import { attributesOf, multiply, reduce, reshape, reshapeTo } from '../../ir/emit.ts';
import { scatterAdd } from './gather.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/**
 * y = x at tuples of places [..., q] of the first q axes: dx = dy added up at those places. The q axes are made one for
 * it, since ONNX Runtime adds to the same place from several threads in ScatterND.
 */
export const gatherNd: GradientRule = ({ builder, node, dy, typeOf, refuse }) => {
  const [x, indices] = node.inputs;
  if (attributesOf(node).int('batch_dims', 0) !== 0) refuse('batch_dims other than 0');
  const { dims } = typeOf(x);
  const count = typeOf(indices).dims.at(-1);
  if (typeof count !== 'number') return refuse('tuples of unknown length');
  const sizes = dims.map((dim) => (typeof dim === 'number' ? dim : refuse('a size is unknown')));
  const chosen = sizes.slice(0, count);
  const rest = sizes.slice(count).reduce((a, b) => a * b, 1);
  const steps = chosen.map((_, axis) => chosen.slice(axis + 1).reduce((a, b) => a * b, 1));
  return [
    () => {
      const positive = builder.node('Mod', [indices, builder.ints(chosen)]);
      const places = reduce(builder, 'ReduceSum', multiply(builder, positive, builder.ints(steps)), [-1], false);
      const values = reshape(builder, dy, [-1, rest]);
      const columns = builder.node('Expand', [reshape(builder, places, [-1, 1]), builder.node('Shape', [values])]);
      const flat = reshape(builder, x, [-1, rest]);
      return reshapeTo(builder, scatterAdd(builder, { like: flat, places: columns, values, axis: 0 }), x, typeOf(x));
    },
  ];
};
