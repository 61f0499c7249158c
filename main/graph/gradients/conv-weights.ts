import { int } from '../builder.ts';
import { attributesOf, pad, reduce, reshape, slice, transpose, transposeLast } from './emit.ts';
import type { RuleContext } from './rule.ts';
import type { Window } from './window.ts';

/** Sizes of a convolution: x [N, inputs·groups, …], dy [N, outputs, …image], `taps` positions of the kernel. */
interface Sizes {
  readonly groups: number;
  readonly outputs: number;
  /** Of one group. */
  readonly inputs: number;
  readonly kernel: readonly number[];
  readonly taps: number;
  readonly image: readonly number[];
  readonly pixels: number;
}

/** Below, one product over all images beats a product for each; measured at 2.4 GFLOP a layer, batch 32. */
const SMALL_MAP = 256;
/** Below, the products of single taps are too thin. */
const FEW_CHANNELS = 16;

/**
 * dW[o, i, tap] = Σ over images and pixels of dy[o, pixel] · x[i, pixel·stride + tap·dilation], as matrix products of
 * dy with x shifted by each tap. Three orders of the same sums, chosen by shape (design, section 3).
 */
export function convWeightGradient(context: RuleContext, window: Window): string {
  const sizes = sizesOf(context, window);
  if (sizes.groups > 1) return productsOfTaps(context, window, sizes);
  if (sizes.pixels < SMALL_MAP) return productOverImages(context, window, sizes);
  if (sizes.inputs < FEW_CHANNELS) return productsOfImages(context, window, sizes);
  return productsOfTaps(context, window, sizes);
}

function sizesOf({ node, typeOf, refuse }: RuleContext, { kernel }: Window): Sizes {
  const known = (size: number | string): number =>
    typeof size === 'number' ? size : refuse('the gradient of its weights needs to know the size of the image');
  const [outputs, inputs] = typeOf(node.inputs[1]).dims.map(known);
  const image = typeOf(node.outputs[0]).dims.slice(2).map(known);
  const product = (factors: readonly number[]): number => factors.reduce((a, b) => a * b, 1);
  const groups = attributesOf(node).int('group', 1);
  return { groups, outputs, inputs, kernel, taps: product(kernel), image, pixels: product(image) };
}

/** One batched product for each tap, groups apart, summed over the images: few copies of large maps. */
function productsOfTaps(context: RuleContext, window: Window, sizes: Sizes): string {
  const { builder, dy, node } = context;
  const { groups, outputs, inputs, taps, kernel } = sizes;
  const upstream = reshape(builder, dy, [0, groups, outputs / groups, -1]);
  const products = shifted(context, node.inputs[0], window, sizes).map((part) => {
    const columns = transposeLast(builder, reshape(builder, part, [0, groups, inputs, -1]), 4);
    return reduce(builder, 'ReduceSum', builder.node('MatMul', [upstream, columns]), [0]);
  });
  const stacked = reshape(builder, join(context, products, 0), [taps, outputs, inputs]);
  return reshape(builder, transpose(builder, stacked, [1, 2, 0]), [outputs, inputs, ...kernel]);
}

/** The taps side by side, one product for each image: for the few channels of a first layer. */
function productsOfImages(context: RuleContext, window: Window, sizes: Sizes): string {
  const { builder, dy, node } = context;
  const { outputs, inputs, taps } = sizes;
  const stacked = join(context, shifted(context, node.inputs[0], window, sizes), 1);
  const columns = transposeLast(builder, reshape(builder, stacked, [0, taps * inputs, -1]), 3);
  const products = builder.node('MatMul', [reshape(builder, dy, [0, outputs, -1]), columns]);
  return tapsLast(context, reduce(builder, 'ReduceSum', products, [0], false), sizes);
}

/** The taps side by side, one product over the pixels of all images: for small maps of many channels. */
function productOverImages(context: RuleContext, window: Window, sizes: Sizes): string {
  const { builder, dy, node } = context;
  const { outputs, inputs, taps, image } = sizes;
  const spatial = image.map((_, axis) => axis + 2);
  const channelsFirst = (value: string): string => transpose(builder, value, [1, 0, ...spatial]);
  const stacked = join(context, shifted(context, channelsFirst(node.inputs[0]), window, sizes), 0);
  const columns = transposeLast(builder, reshape(builder, stacked, [taps * inputs, -1]), 2);
  const product = builder.node('MatMul', [reshape(builder, channelsFirst(dy), [outputs, -1]), columns]);
  return tapsLast(context, product, sizes);
}

/** For each tap, the pixels of x that it meets, as a value of the size of dy. */
function shifted({ builder }: RuleContext, x: string, window: Window, { image, taps, kernel }: Sizes): string[] {
  const { strides, dilations, padsBegin, padsEnd } = window;
  const padded = pad(builder, x, [0, 0, ...padsBegin], [0, 0, ...padsEnd]);
  const isWhole = taps === 1 && strides.every((stride) => stride === 1);
  if (isWhole) return [padded];
  return Array.from({ length: taps }, (_, tap) => {
    const starts = positionOf(tap, kernel).map((step, axis) => step * dilations[axis]);
    const ends = starts.map((start, axis) => start + (image[axis] - 1) * strides[axis] + 1);
    return slice(builder, padded, { axes: image.map((_size, axis) => axis + 2), starts, ends, steps: strides });
  });
}

/** The place of a tap in the kernel, row-major. */
function positionOf(tap: number, kernel: readonly number[]): number[] {
  const position: number[] = [];
  let rest = tap;
  for (const size of kernel.toReversed()) {
    position.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return position;
}

function join({ builder }: RuleContext, parts: readonly string[], axis: number): string {
  return parts.length === 1 ? parts[0] : builder.node('Concat', parts, { axis: int(axis) });
}

/** [outputs, taps·inputs] as weights [outputs, inputs, kernel…]. */
function tapsLast({ builder }: RuleContext, product: string, { outputs, inputs, taps, kernel }: Sizes): string {
  const ordered = transpose(builder, reshape(builder, product, [outputs, taps, inputs]), [0, 2, 1]);
  return reshape(builder, ordered, [outputs, inputs, ...kernel]);
}
