import { elementAt } from '../../../domain/elements.ts';
import type { GraphBuilder } from '../../ir/builder.ts';
import type { GradientRule } from './gradient-rule.ts';
import { multiply } from '../../ir/emit.ts';

/** The rule of a function of each element: dx = dy · derivative, the latter from x and y. */
export function elementwise(derivative: (builder: GraphBuilder, x: string, y: string) => string): GradientRule {
  return ({ builder, node, dy }) => [
    () => multiply(builder, dy, derivative(builder, elementAt(node.inputs, 0), elementAt(node.outputs, 0))),
  ];
}
