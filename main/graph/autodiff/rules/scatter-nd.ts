import { attributesOf } from '../../ir/emit.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = x with other values at tuples of places: dx = dy with zeros there, dvalues = dy there; for places that differ */
export const scatterNd: GradientRule = ({ builder, node, dy, refuse }) => {
  if (attributesOf(node).string('reduction', 'none') !== 'none') refuse('it combines values with those before');
  const [, places, values] = node.inputs;
  return [
    () => {
      const zeros = builder.node('ConstantOfShape', [builder.node('Shape', [values])]);
      return builder.node('ScatterND', [dy, places, zeros]);
    },
    undefined,
    () => builder.node('GatherND', [dy, places]),
  ];
};
