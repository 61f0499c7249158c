import { elementAt, firstOf } from '../../domain/elements.ts';
import type { Graph } from '../ir/graph.ts';
import { add, multiply, subtract } from '../ir/emit.ts';
import type { GradientRule } from './shared/gradient-rule.ts';

/**
 * SiLU, y = x·s with s = σ(x) (Ramachandran et al. 2017): dx = dy·(s + y·(1 - s)). The rules of Mul and Sigmoid give the
 * same in six passes over memory instead of four, and need x to be kept, which nothing else does.
 */
const selfGated: (gate: string) => GradientRule =
  (gate) =>
  ({ builder, node, dy }) => {
    const [y] = firstOf(node.outputs, 1);
    const slope = (): string => add(builder, gate, multiply(builder, y, subtract(builder, builder.scalar(1), gate)));
    return node.inputs.map((input) => (input === gate ? undefined : () => multiply(builder, dy, slope())));
  };

/** A rule for each product of a value and its own Sigmoid, by the product's name; not where a gate is in `wanted`. */
export function selfGatedRules({ nodes }: Graph, wanted: readonly string[]): ReadonlyMap<string, GradientRule> {
  const gates = new Map(
    nodes
      .filter(({ op, domain, outputs }) => op === 'Sigmoid' && domain === '' && !wanted.includes(elementAt(outputs, 0)))
      .map(({ inputs, outputs }) => [outputs[0], inputs[0]] as const),
  );
  const rules = new Map<string, GradientRule>();
  for (const { op, domain, inputs, outputs } of nodes) {
    const gate = inputs.find((input, index) => gates.get(input) === inputs[1 - index]);
    if (op === 'Mul' && domain === '' && gate !== undefined) rules.set(elementAt(outputs, 0), selfGated(gate));
  }
  return rules;
}
