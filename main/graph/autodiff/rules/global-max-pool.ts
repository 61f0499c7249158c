import { int64 } from '../../../domain/tensor.ts';
import { int } from '../../ir/builder.ts';
import { elementTypes } from '../../ir/element-types.ts';
import { multiply, reshape, reshapeTo } from '../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';

/** y = max of each map: dx = dy at the first place of the maximum, as PyTorch's pool has it */
export const globalMaxPool: GradientRule = (context) => [
  () => {
    const { builder, node, dy, typeOf } = context;
    const [x] = node.inputs;
    const rows = reshape(builder, x, [0, 0, -1]);
    const place = builder.node('ArgMax', [rows], { axis: int(2) });
    const isThere = builder.node('Equal', [place, placesOf(context, rows)]);
    const chosen = builder.node('Cast', [isThere], { to: int(elementTypes.float32) });
    return reshapeTo(builder, multiply(builder, chosen, reshape(builder, dy, [0, 0, 1])), x, typeOf(x));
  },
];

/** 0, 1, … up to the number of pixels. */
function placesOf({ builder, node, typeOf }: RuleContext, rows: string): string {
  const spatial = typeOf(node.inputs[0]).dims.slice(2);
  const sizes = spatial.filter((size) => typeof size === 'number');
  const index = (value: number): string => builder.constant(int64([], [value]));
  if (sizes.length < spatial.length) {
    const pixels = builder.node('Gather', [builder.node('Shape', [rows]), index(2)]);
    return builder.node('Range', [index(0), pixels, index(1)]);
  }
  const length = sizes.reduce((product, size) => product * size, 1);
  return builder.ints(Array.from({ length }, (_, place) => place));
}
