/** Activation functions. */
import { elementAt, firstOf } from '../../../domain/elements.ts';
import type { GraphBuilder } from '../../ir/builder.ts';
import { float } from '../../ir/builder.ts';
import { add, attributesOf, choose, indicator, multiply, reduce, subtract } from '../../ir/emit.ts';
import { elementwise } from '../shared/elementwise-rule.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';
import { piecewise } from '../shared/piecewise.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/**
 * 1 where the value is positive, else 0. A HardSigmoid so steep that it is a step: one pass over memory, where
 * comparing and casting take two and Where takes four. Values between 0 and 1e-30 come out below 1.
 */
function positive(builder: GraphBuilder, value: string): string {
  return builder.node('HardSigmoid', [value], { alpha: float(1e30), beta: float(0) });
}

/** y = max(x, 0): dx = dy · [y > 0] */
export const relu = elementwise((builder, _, y) => positive(builder, y));

/** y = x where it is positive, else α·x: dx = dy, or α·dy */
export const leakyRelu: GradientRule = ({ builder, node, dy }) => [
  () => {
    const slope = builder.scalar(attributesOf(node).float('alpha', 0.01));
    return multiply(builder, dy, piecewise(builder, elementAt(node.inputs, 0), builder.scalar(1), slope));
  },
];

/** y = x where it is positive, else s·x (He et al. 2015): dx = dy, or s·dy; ds = Σ dy·min(x, 0) */
export const prelu: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const [x, slope] = firstOf(node.inputs, 2);
  return [
    () => multiply(builder, dy, piecewise(builder, x, builder.scalar(1), slope)),
    () => unbroadcast(context, multiply(builder, dy, builder.node('Min', [x, builder.scalar(0)])), slope),
  ];
};

/** y = x above a threshold, else 0: dx = dy above it */
export const thresholdedRelu: GradientRule = ({ builder, node, dy }) => [
  () => {
    const threshold = builder.scalar(attributesOf(node).float('alpha', 1));
    return multiply(builder, dy, indicator(builder, 'Greater', elementAt(node.inputs, 0), threshold));
  },
];

/** y = x where it is positive, else α·(eˣ - 1): dx = dy, or dy·(y + α) */
export const elu: GradientRule = ({ builder, node, dy }) => [
  () => {
    const slope = add(builder, elementAt(node.outputs, 0), builder.scalar(attributesOf(node).float('alpha', 1)));
    return multiply(builder, dy, piecewise(builder, elementAt(node.inputs, 0), builder.scalar(1), slope));
  },
];

/** y = γ·x where x is positive, else γ·α·(eˣ - 1) (Klambauer et al. 2017): dx = γ·dy, or dy·(y + γ·α) */
export const selu: GradientRule = ({ builder, node, dy }) => [
  () => {
    const attributes = attributesOf(node);
    const alpha = attributes.float('alpha', 1.6732631921768188);
    const gamma = attributes.float('gamma', 1.0507010221481323);
    const slope = add(builder, elementAt(node.outputs, 0), builder.scalar(gamma * alpha));
    return multiply(builder, dy, piecewise(builder, elementAt(node.inputs, 0), builder.scalar(gamma), slope));
  },
];

/** y = 1/(1 + e⁻ˣ): dx = dy·y·(1 - y) */
export const sigmoid = elementwise((builder, _, y) =>
  multiply(builder, y, builder.node('Sub', [builder.scalar(1), y])),
);

/** y = α·x + β between 0 and 1: dx = α·dy where y is between them */
export const hardSigmoid: GradientRule = ({ builder, node, dy }) => [
  () => {
    const [y] = firstOf(node.outputs, 1);
    const slope = builder.scalar(attributesOf(node).float('alpha', 0.2));
    const isBetween = multiply(
      builder,
      indicator(builder, 'Greater', y, builder.scalar(0)),
      indicator(builder, 'Less', y, builder.scalar(1)),
    );
    return multiply(builder, multiply(builder, dy, slope), isBetween);
  },
];

/** y = x·(x + 3)/6 between -3 and 3, 0 below and x above (Howard et al. 2019): dx = dy·(x/3 + ½), 0 below, dy above */
export const hardSwish = elementwise((builder, x) => {
  const between = add(builder, multiply(builder, x, builder.scalar(1 / 3)), builder.scalar(0.5));
  const isLow = builder.node('LessOrEqual', [x, builder.scalar(-3)]);
  const isHigh = builder.node('GreaterOrEqual', [x, builder.scalar(3)]);
  return choose(builder, isLow, builder.scalar(0), choose(builder, isHigh, builder.scalar(1), between));
});

/** y = tanh x: dx = dy·(1 - y²) */
export const tanh = elementwise((builder, _, y) => builder.node('Sub', [builder.scalar(1), multiply(builder, y, y)]));

/** y = ln(1 + eˣ): dx = dy·σ(x) */
export const softplus = elementwise((builder, x) => builder.node('Sigmoid', [x]));

/** y = x/(1 + |x|): dx = dy/(1 + |x|)² */
export const softsign = elementwise((builder, x) => {
  const base = add(builder, builder.node('Abs', [x]), builder.scalar(1));
  return builder.node('Reciprocal', [multiply(builder, base, base)]);
});

/** y = x·t, t = tanh ln(1 + eˣ) (Misra 2019): dx = dy·(t + x·(1 - t²)·σ(x)) */
export const mish = elementwise((builder, x) => {
  const t = builder.node('Tanh', [builder.node('Softplus', [x])]);
  const rest = subtract(builder, builder.scalar(1), multiply(builder, t, t));
  const slope = multiply(builder, multiply(builder, x, rest), builder.node('Sigmoid', [x]));
  return add(builder, t, slope);
});

/** y = x·Φ(x) (Hendrycks & Gimpel 2016), Φ the normal distribution or its approximation by tanh: dx = dy·(Φ + x·Φ′) */
export const gelu: GradientRule = ({ builder, node, dy }) => {
  const derivative = attributesOf(node).string('approximate', 'none') === 'tanh' ? approximate : exact;
  return [() => multiply(builder, dy, derivative(builder, elementAt(node.inputs, 0)))];
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

/** y = softmax(x) along an axis: dx = y·(dy - Σ dy·y) */
export const softmax: GradientRule = ({ builder, node, dy }) => [
  () => {
    const [y] = firstOf(node.outputs, 1);
    const total = reduce(builder, 'ReduceSum', multiply(builder, dy, y), [attributesOf(node).int('axis', -1)]);
    return multiply(builder, y, builder.node('Sub', [dy, total]));
  },
];

/** y = log softmax(x) along an axis: dx = dy - eʸ·Σdy */
export const logSoftmax: GradientRule = ({ builder, node, dy }) => [
  () => {
    const total = reduce(builder, 'ReduceSum', dy, [attributesOf(node).int('axis', -1)]);
    const share = multiply(builder, builder.node('Exp', [elementAt(node.outputs, 0)]), total);
    return builder.node('Sub', [dy, share]);
  },
];
