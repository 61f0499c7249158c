import type { GraphBuilder } from '../builder.ts';
import { add, attributesOf, multiply, subtract } from './emit.ts';
import type { GradientRule } from './rule.ts';

/** y = x·Φ(x) (Hendrycks & Gimpel 2016), Φ the normal distribution or its approximation by tanh: dx = dy·(Φ + x·Φ′) */
export const gelu: GradientRule = ({ builder, node, dy }) => {
  const derivative = attributesOf(node).string('approximate', 'none') === 'tanh' ? approximate : exact;
  return [() => multiply(builder, dy, derivative(builder, node.inputs[0]))];
};

/** Φ = ½·(1 + erf(x/√2)), Φ′ = e^(-x²/2)/√(2π) */
function exact(builder: GraphBuilder, x: string): string {
  const scaled = (value: string, factor: number): string => multiply(builder, value, builder.scalar(factor));
  const half = scaled(builder.node('Erf', [scaled(x, Math.SQRT1_2)]), 0.5);
  const bell = builder.node('Exp', [scaled(multiply(builder, x, x), -0.5)]);
  const slope = multiply(builder, x, scaled(bell, 1 / Math.sqrt(2 * Math.PI)));
  return add(builder, add(builder, half, builder.scalar(0.5)), slope);
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
