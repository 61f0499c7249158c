import { choose, divide, indicator, multiply, reduce, subtract } from '../../ir/emit.ts';
import { keptAxes, reducedAxes } from './reduce-sum.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = Πx over some axes: dx = dy times the product of the others, also where some of them are 0 */
export const reduceProd: GradientRule = (context) => [
  () => {
    const { builder, node, dy } = context;
    const [x] = node.inputs;
    const axes = reducedAxes(context);
    const zero = builder.scalar(0);
    const isZero = builder.node('Equal', [x, zero]);
    const counted = indicator(builder, 'Equal', x, zero);
    const nonZero = choose(builder, isZero, builder.scalar(1), x);
    const others = divide(builder, reduce(builder, 'ReduceProd', nonZero, axes), nonZero);
    const otherZeros = subtract(builder, reduce(builder, 'ReduceSum', counted, axes), counted);
    const product = multiply(builder, others, indicator(builder, 'Equal', otherZeros, zero));
    return multiply(builder, product, keptAxes(context, dy));
  },
];
