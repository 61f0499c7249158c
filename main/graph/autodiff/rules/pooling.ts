/** Pools over windows and over whole maps. */
import { elementAt, firstOf } from '../../../domain/elements.ts';
import { int64 } from '../../../domain/tensor.ts';
import type { ConvolutionLowering } from '../../convolutions/convolution-lowering.ts';
import type { Window } from '../../convolutions/window.ts';
import { windowOf } from '../../convolutions/window.ts';
import { int, ints, string } from '../../ir/builder.ts';
import { elementTypes } from '../../ir/element-types.ts';
import { attributesOf, expandTo, multiply, reshape, reshapeTo } from '../../ir/emit.ts';
import type { Node } from '../../ir/graph.ts';
import type { AxisMap } from '../shared/axis-map.ts';
import { axisMap, transposedMaps } from '../shared/axis-map.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';
import { maxPoolByComparison } from './max-pool-by-comparison.ts';
import { reciprocalCount } from './reductions.ts';

/** y = Σ of a window of x / count: dx = Σ over the windows that hold the pixel of dy / count, axis by axis */
export const averagePool: GradientRule = (context) => {
  const { node, typeOf } = context;
  const window = windowOf(context, []);
  return [
    () => {
      const maps = window.kernel.map((_, axis) => averages(context, window, axis));
      return transposedMaps(context, typeOf(elementAt(node.outputs, 0)).dims, maps);
    },
  ];
};

/** The count of a window is that along one axis times that along the other; beyond the pads nothing is counted. */
function averages({ node, typeOf, refuse }: RuleContext, window: Window, axis: number): AxisMap {
  const [size, length] = firstOf(
    [elementAt(node.inputs, 0), elementAt(node.outputs, 0)].map((value) => {
      const dim = typeOf(value).dims[axis + 2];
      return typeof dim === 'number' ? dim : refuse('graph.image-size-unknown', {});
    }),
    2,
  );
  const countsPads = attributesOf(node).int('count_include_pad', 0) === 1;
  const padBegin = elementAt(window.padsBegin, axis);
  const rows = Array.from({ length }, (_, position) => {
    const start = position * elementAt(window.strides, axis) - padBegin;
    const taps = Array.from(
      { length: elementAt(window.kernel, axis) },
      (_tap, tap) => start + tap * elementAt(window.dilations, axis),
    );
    const inside = taps.filter((at) => at >= 0 && at < size);
    const count = countsPads ? taps.filter((at) => at < size + elementAt(window.padsEnd, axis)).length : inside.length;
    return inside.map((at) => [at, 1 / count] as const);
  });
  return axisMap(axis + 2, size, rows);
}

/** y = mean of x over the spatial axes, m pixels: dx = dy/m, repeated */
export const globalAveragePool: GradientRule = (context) => [
  () => {
    const { builder, node, dy, typeOf } = context;
    const [x] = firstOf(node.inputs, 1);
    const spatial = typeOf(x)
      .dims.map((_, axis) => axis)
      .slice(2);
    return expandTo(builder, multiply(builder, dy, reciprocalCount(context, spatial)), x, typeOf(x));
  },
];

/** The forward node with its second output, the place in x of each maximum; ties go to the first place. */
export function withIndices(node: Node, { hasPoolIndices }: ConvolutionLowering): Node {
  return !hasPoolIndices || node.outputs.length > 1
    ? node
    : { ...node, outputs: [elementAt(node.outputs, 0), `${node.outputs[0]}.indices`] };
}

/** y = max of a window of x: dx = Σ of dy over the windows whose maximum the pixel is */
export const maxPool: GradientRule = (context) => {
  const { builder, node, dy, typeOf, refuse, lowering } = context;
  if (!lowering.hasPoolIndices) return maxPoolByComparison(context);
  if (attributesOf(node).int('storage_order', 0) === 1)
    refuse('graph.attribute-not-handled', { attribute: 'storage_order', value: 1 });
  const [x] = firstOf(node.inputs, 1);
  const [, indices] = firstOf(node.outputs, 2);
  const { kernel, strides, dilations, padsBegin, padsEnd } = windowOf(context, []);
  // MaxUnpool has no windows that reach beyond the edge, as ceil_mode makes them.
  const isInside = attributesOf(node).int('ceil_mode', 0) === 0;
  const isDisjoint =
    isInside &&
    strides.every((stride, axis) => stride >= (elementAt(kernel, axis) - 1) * elementAt(dilations, axis) + 1);
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

/** y = max of each map: dx = dy at the first place of the maximum, as PyTorch's pool has it */
export const globalMaxPool: GradientRule = (context) => [
  () => {
    const { builder, node, dy, typeOf } = context;
    const [x] = firstOf(node.inputs, 1);
    const rows = reshape(builder, x, [0, 0, -1]);
    const place = builder.node('ArgMax', [rows], { axis: int(2) });
    const isThere = builder.node('Equal', [place, placesOf(context, rows)]);
    const chosen = builder.node('Cast', [isThere], { to: int(elementTypes.float32) });
    return reshapeTo(builder, multiply(builder, chosen, reshape(builder, dy, [0, 0, 1])), x, typeOf(x));
  },
];

/** 0, 1, … up to the number of pixels. */
function placesOf({ builder, node, typeOf }: RuleContext, rows: string): string {
  const spatial = typeOf(elementAt(node.inputs, 0)).dims.slice(2);
  const sizes = spatial.filter((size) => typeof size === 'number');
  const index = (value: number): string => builder.constant(int64([], [value]));
  if (sizes.length < spatial.length) {
    const pixels = builder.node('Gather', [builder.node('Shape', [rows]), index(2)]);
    return builder.node('Range', [index(0), pixels, index(1)]);
  }
  const length = sizes.reduce((product, size) => product * size, 1);
  return builder.ints(Array.from({ length }, (_, place) => place));
}
