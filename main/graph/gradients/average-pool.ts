import { float32, sizeOf } from '../../domain/tensor.ts';
import { int, ints } from '../builder.ts';
import { attributesOf, multiply, reshape, reshapeTo } from './emit.ts';
import type { GradientRule, RuleContext } from './rule.ts';
import type { Window } from './window.ts';
import { unreached, windowOf } from './window.ts';

/** y = Σ of a window of x / count: dx = Σ over the windows that hold the pixel of dy / count */
export const averagePool: GradientRule = (context) => {
  const { builder, node, dy, typeOf, refuse } = context;
  if (attributesOf(node).int('ceil_mode', 0) === 1) refuse('ceil_mode');
  const window = windowOf(context, []);
  return [
    () => {
      const [x] = node.inputs;
      const share = multiply(builder, dy, builder.constant(reciprocalCounts(context, window)));
      const sizes = knownSizes(context, node.outputs[0]);
      // All channels of all images as images of one channel: the same kernel of ones serves them all.
      const images = reshape(builder, share, [-1, 1, ...sizes]);
      const ones = builder.constant(float32([1, 1, ...window.kernel], new Float32Array(sizeOf(window.kernel)).fill(1)));
      const summed = builder.node('ConvTranspose', [images, ones], {
        kernel_shape: ints(window.kernel),
        strides: ints(window.strides),
        dilations: ints(window.dilations),
        pads: ints([...window.padsBegin, ...window.padsEnd]),
        output_padding: ints(unreached(window, typeOf(x).dims.slice(2), refuse)),
        group: int(1),
      });
      return reshapeTo(builder, summed, x, typeOf(x));
    },
  ];
};

function knownSizes({ typeOf, refuse }: RuleContext, value: string): number[] {
  return typeOf(value)
    .dims.slice(2)
    .map((size) => (typeof size === 'number' ? size : refuse('an image of unknown size')));
}

/** One over the number of pixels in each window, [spatial…]: along each axis independently, so a product. */
function reciprocalCounts(context: RuleContext, window: Window) {
  const { node } = context;
  const sizes = knownSizes(context, node.inputs[0]);
  const outputs = knownSizes(context, node.outputs[0]);
  const countsPads = attributesOf(node).int('count_include_pad', 0) === 1;
  const perAxis = outputs.map((length, axis) =>
    Array.from({ length }, (_, position) => {
      const start = position * window.strides[axis] - window.padsBegin[axis];
      const taps = Array.from({ length: window.kernel[axis] }, (_tap, tap) => start + tap * window.dilations[axis]);
      return countsPads ? taps.length : taps.filter((at) => at >= 0 && at < sizes[axis]).length;
    }),
  );
  let counts = [1];
  for (const axis of perAxis) counts = counts.flatMap((count) => axis.map((length) => count * length));
  return float32(
    outputs,
    counts.map((count) => 1 / count),
  );
}
