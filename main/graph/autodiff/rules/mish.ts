import { add, multiply, subtract } from '../../ir/emit.ts';
import { elementwise } from '../shared/elementwise-rule.ts';

/** y = x·t, t = tanh ln(1 + eˣ) (Misra 2019): dx = dy·(t + x·(1 - t²)·σ(x)) */
export const mish = elementwise((builder, x) => {
  const t = builder.node('Tanh', [builder.node('Softplus', [x])]);
  const rest = subtract(builder, builder.scalar(1), multiply(builder, t, t));
  const slope = multiply(builder, multiply(builder, x, rest), builder.node('Sigmoid', [x]));
  return add(builder, t, slope);
});
