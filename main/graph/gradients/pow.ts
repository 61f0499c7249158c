import type { GradientRule } from './rule.ts';
import { multiply } from './emit.ts';

/** y = xᵖ with p a constant number: dx = dy·p·xᵖ⁻¹ */
export const pow: GradientRule = ({ builder, node, dy, constantOf, refuse }) => [
  () => {
    const [x, exponent] = node.inputs;
    const constant = constantOf(exponent);
    if (constant?.data.length !== 1) return refuse('its exponent is not one constant number');
    const p = Number(constant.data[0]);
    const scaled = multiply(builder, dy, builder.scalar(p));
    return multiply(builder, scaled, p === 2 ? x : builder.node('Pow', [x, builder.scalar(p - 1)]));
  },
  () => refuse('only its base may depend on what is trained'),
];
