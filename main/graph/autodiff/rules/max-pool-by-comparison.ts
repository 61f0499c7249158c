import { elementAt } from '../../../domain/elements.ts';
import { float32 } from '../../../domain/tensor.ts';
import { axisMap, transposedMaps } from '../shared/axis-map.ts';
import { slice } from '../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';
import type { Window } from '../../convolutions/window.ts';
import { windowOf } from '../../convolutions/window.ts';

/** Below every pixel, so that padding is no maximum. */
const LOWEST = -3.4e38;

/** How the windows lie along the spatial axes. */
interface Windows {
  readonly window: Window;
  readonly pixels: readonly number[];
  /** Sizes of y. */
  readonly places: readonly number[];
}

/** For each pixel of a window its place in it along each axis, row by row. */
function tapsOf(kernel: readonly number[]): number[][] {
  return kernel.reduce<number[][]>(
    (taps, size) => taps.flatMap((tap) => Array.from({ length: size }, (_, place) => [...tap, place])),
    [[]],
  );
}

/** The gradient of MaxPool where the forward node gives no indices: a window's maximum is its first pixel equal to y. */
export const maxPoolByComparison: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const y = elementAt(node.outputs, 0);
  const windows = windowsOf(context);
  return [
    () => {
      const padded = padToWindows(context, windows);
      const zero = builder.scalar(0);
      let [dx, isOpen]: (string | undefined)[] = [undefined, undefined];
      for (const tap of tapsOf(windows.window.kernel)) {
        const isEqual = builder.node('Equal', [pixelsAt(context, padded, windows, tap), y]);
        const isFirst = isOpen === undefined ? isEqual : builder.node('And', [isEqual, isOpen]);
        const share = builder.node('Where', [isFirst, dy, zero]);
        const placed = place({ ...context, dy: share }, windows, tap);
        dx = dx === undefined ? placed : builder.node('Add', [dx, placed]);
        const isOther = builder.node('Not', [isEqual]);
        isOpen = isOpen === undefined ? isOther : builder.node('And', [isOpen, isOther]);
      }
      return dx!;
    },
  ];
};

function windowsOf(context: RuleContext): Windows {
  const { node, typeOf, refuse } = context;
  const sizesOf = (value: string): number[] =>
    typeOf(value)
      .dims.slice(2)
      .map((dim) => (typeof dim === 'number' ? dim : refuse('graph.image-size-unknown', {})));
  return {
    window: windowOf(context, []),
    pixels: sizesOf(elementAt(node.inputs, 0)),
    places: sizesOf(elementAt(node.outputs, 0)),
  };
}

/** x with a margin that the last window, too, lies inside. */
function padToWindows({ builder, node }: RuleContext, { window, pixels, places }: Windows): string {
  const { kernel, strides, dilations, padsBegin } = window;
  const margin = pixels.map((size, axis) => {
    const reach =
      (elementAt(places, axis) - 1) * elementAt(strides, axis) +
      (elementAt(kernel, axis) - 1) * elementAt(dilations, axis) +
      1;
    return Math.max(0, reach - elementAt(padsBegin, axis) - size);
  });
  if ([...padsBegin, ...margin].every((count) => count === 0)) return elementAt(node.inputs, 0);
  const pads = builder.ints([0, 0, ...padsBegin, 0, 0, ...margin]);
  return builder.node('Pad', [elementAt(node.inputs, 0), pads, builder.constant(float32([], [LOWEST]))]);
}

/** The pixel that each window holds at the tap, in the shape of y. */
function pixelsAt(
  { builder }: RuleContext,
  padded: string,
  { window, places }: Windows,
  tap: readonly number[],
): string {
  const { strides, dilations } = window;
  const starts = tap.map((at, axis) => at * elementAt(dilations, axis));
  const ends = starts.map((start, axis) => start + (elementAt(places, axis) - 1) * elementAt(strides, axis) + 1);
  return slice(builder, padded, { axes: tap.map((_, axis) => axis + 2), starts, ends, steps: strides });
}

/** The gradients of y put to the pixels that the tap takes. */
function place(context: RuleContext, { window, pixels, places }: Windows, tap: readonly number[]): string {
  const { strides, dilations, padsBegin } = window;
  const maps = tap.map((at, axis) => {
    const rows = Array.from({ length: elementAt(places, axis) }, (_, index) => {
      const pixel = index * elementAt(strides, axis) + at * elementAt(dilations, axis) - elementAt(padsBegin, axis);
      return pixel >= 0 && pixel < elementAt(pixels, axis) ? [[pixel, 1] as const] : [];
    });
    return axisMap(axis + 2, elementAt(pixels, axis), rows);
  });
  return transposedMaps(context, context.typeOf(elementAt(context.node.outputs, 0)).dims, maps);
}
