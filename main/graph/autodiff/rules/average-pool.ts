import type { AxisMap } from '../shared/axis-map.ts';
import { axisMap, transposedMaps } from '../shared/axis-map.ts';
import { attributesOf } from '../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';
import type { Window } from '../../convolutions/window.ts';
import { windowOf } from '../../convolutions/window.ts';

/** y = Σ of a window of x / count: dx = Σ over the windows that hold the pixel of dy / count, axis by axis */
export const averagePool: GradientRule = (context) => {
  const { node, typeOf } = context;
  const window = windowOf(context, []);
  return [
    () => {
      const maps = window.kernel.map((_, axis) => averages(context, window, axis));
      return transposedMaps(context, typeOf(node.outputs[0]).dims, maps);
    },
  ];
};

/** The count of a window is that along one axis times that along the other; beyond the pads nothing is counted. */
function averages({ node, typeOf, refuse }: RuleContext, window: Window, axis: number): AxisMap {
  const [size, length] = [node.inputs[0], node.outputs[0]].map((value) => {
    const dim = typeOf(value).dims[axis + 2];
    return typeof dim === 'number' ? dim : refuse('an image of unknown size');
  });
  const countsPads = attributesOf(node).int('count_include_pad', 0) === 1;
  const padBegin = window.padsBegin[axis];
  const rows = Array.from({ length }, (_, position) => {
    const start = position * window.strides[axis] - padBegin;
    const taps = Array.from({ length: window.kernel[axis] }, (_tap, tap) => start + tap * window.dilations[axis]);
    const inside = taps.filter((at) => at >= 0 && at < size);
    const count = countsPads ? taps.filter((at) => at < size + window.padsEnd[axis]).length : inside.length;
    return inside.map((at) => [at, 1 / count] as const);
  });
  return axisMap(axis + 2, size, rows);
}
