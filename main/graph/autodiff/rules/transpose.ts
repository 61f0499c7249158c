import { attributesOf, transpose as transposed } from '../../ir/emit.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = x with axes in the order p: dx = dy with axes in the order p⁻¹ */
export const transpose: GradientRule = ({ builder, node, dy, typeOf }) => {
  const reversed = typeOf(node.inputs[0])
    .dims.map((_, axis) => axis)
    .reverse();
  const perm = attributesOf(node).ints('perm', reversed);
  return [
    () =>
      transposed(
        builder,
        dy,
        perm.map((_, axis) => perm.indexOf(axis)),
      ),
  ];
};
