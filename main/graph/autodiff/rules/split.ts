import { float32 } from '../../../domain/tensor.ts';
import { int } from '../../ir/builder.ts';
import { attributesOf } from '../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';

/** y₀, y₁, … = the parts of x along an axis: dx = [dy₀, dy₁, …], with zeros for parts that are not used */
export const split: GradientRule = (context) => {
  const { builder, node, dyOf } = context;
  const axis = int(attributesOf(node).int('axis', 0));
  return [
    () => {
      const parts = node.outputs.map((output, index) => dyOf(index) ?? zeros(context, output));
      return parts.length === 1 ? parts[0] : builder.node('Concat', parts, { axis });
    },
  ];
};

function zeros({ builder, typeOf }: RuleContext, value: string): string {
  const { dims } = typeOf(value);
  const shape = dims.every((dim) => typeof dim === 'number') ? builder.ints(dims) : builder.node('Shape', [value]);
  const zero = { kind: 'tensor', value: float32([1], [0]) } as const;
  return builder.node('ConstantOfShape', [shape], { value: zero });
}
