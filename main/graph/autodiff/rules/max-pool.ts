import { ints, string } from '../../ir/builder.ts';
import type { Formulation } from '../../convolutions/convolution-lowering.ts';
import type { Node } from '../../ir/graph.ts';
import { maxPoolByComparison } from './max-pool-by-comparison.ts';
import { attributesOf, reshape, reshapeTo } from '../../ir/emit.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';
import { windowOf } from '../../convolutions/window.ts';

/** The forward node with its second output, the place in x of each maximum; ties go to the first place. */
export function withIndices(node: Node, { hasPoolIndices }: Formulation): Node {
  return !hasPoolIndices || node.outputs.length > 1
    ? node
    : { ...node, outputs: [node.outputs[0], `${node.outputs[0]}.indices`] };
}

/** y = max of a window of x: dx = Σ of dy over the windows whose maximum the pixel is */
export const maxPool: GradientRule = (context) => {
  const { builder, node, dy, typeOf, refuse, formulation } = context;
  if (!formulation.hasPoolIndices) return maxPoolByComparison(context);
  if (attributesOf(node).int('storage_order', 0) === 1) refuse('storage_order 1');
  const [x] = node.inputs;
  const [, indices] = node.outputs;
  const { kernel, strides, dilations, padsBegin, padsEnd } = windowOf(context, []);
  // MaxUnpool has no windows that reach beyond the edge, as ceil_mode makes them.
  const isInside = attributesOf(node).int('ceil_mode', 0) === 0;
  const isDisjoint = isInside && strides.every((stride, axis) => stride >= (kernel[axis] - 1) * dilations[axis] + 1);
  return [
    () => {
      if (isDisjoint) {
        const attributes = {
          kernel_shape: ints(kernel),
          strides: ints(strides),
          pads: ints([...padsBegin, ...padsEnd]),
        };
        return builder.node('MaxUnpool', [dy, indices, builder.node('Shape', [x])], attributes);
      }
      const length = reshape(builder, builder.node('Size', [x]), [1]);
      const zeros = builder.node('ConstantOfShape', [length]);
      const flat = [reshape(builder, indices, [-1]), reshape(builder, dy, [-1])];
      const summed = builder.node('ScatterElements', [zeros, ...flat], { reduction: string('add') });
      return reshapeTo(builder, summed, x, typeOf(x));
    },
  ];
};
