import type { GraphBuilder } from '../../ir/builder.ts';
import { float } from '../../ir/builder.ts';
import { add, attributesOf, multiply, subtract } from '../../ir/emit.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = x·Φ(x) (Hendrycks & Gimpel 2016), Φ the normal distribution or its approximation by tanh: dx = dy·(Φ + x·Φ′) */
export const gelu: GradientRule = ({ builder, node, dy }) => {
  const derivative = attributesOf(node).string('approximate', 'none') === 'tanh' ? approximate : exact;
  return [() => multiply(builder, dy, derivative(builder, node.inputs[0]))];
};

/** Φ = ½ + ½·erf(u), x·Φ′ = u·e^(ln(1/√π) - u²), u = x/√2; HardSigmoid is the one pass that multiplies and adds. */
function exact(builder: GraphBuilder, x: string): string {
  const u = multiply(builder, x, builder.scalar(Math.SQRT1_2));
  const share = builder.node('HardSigmoid', [builder.node('Erf', [u])], { alpha: float(0.5), beta: float(0.5) });
  const exponent = subtract(builder, builder.scalar(-Math.log(Math.PI) / 2), multiply(builder, u, u));
  return add(builder, share, multiply(builder, u, builder.node('Exp', [exponent])));
}

/** Φ = ½·(1 + t), t = tanh(√(2/π)·(x + c·x³)), Φ′ = ½·(1 - t²)·√(2/π)·(1 + 3c·x²) */
function approximate(builder: GraphBuilder, x: string): string {
  const [root, cubic] = [Math.sqrt(2 / Math.PI), 0.044715];
  const line = (value: string, factor: number, summand: number): string =>
    add(builder, multiply(builder, value, builder.scalar(factor)), builder.scalar(summand));
  const square = multiply(builder, x, x);
  const t = builder.node('Tanh', [multiply(builder, x, line(square, root * cubic, root))]);
  const rest = subtract(builder, builder.scalar(1), multiply(builder, t, t));
  const inner = multiply(builder, x, line(square, 1.5 * root * cubic, 0.5 * root));
  return add(builder, line(t, 0.5, 0.5), multiply(builder, rest, inner));
}
