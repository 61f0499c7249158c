import { float32 } from '../../domain/tensor.ts';
import { float } from '../ir/builder.ts';
import { attributesOf } from '../ir/emit.ts';
import type { Form } from './form.ts';

/**
 * A group's channels as the pixels of one: (Wu & He 2018) as InstanceNormalization, then a scale and a bias, which
 * opset 18 has for each group and opset 21 for each channel.
 */
export const groupNormalization: Form = (node, { builder, opset, typeOf }) => {
  const [x, scale, bias] = node.inputs as [string, string, string];
  const { dims } = typeOf(x);
  const groups = attributesOf(node).int('num_groups', 1);
  const grouped = builder.node('Reshape', [x, builder.ints([0, groups, -1])]);
  const epsilon = { epsilon: float(attributesOf(node).float('epsilon', 1e-5)) };
  const sizes = dims.map((dim, axis) => (axis === 0 ? 0 : dim)).map((dim) => (typeof dim === 'number' ? dim : -1));
  const isKnown = sizes.filter((size) => size === -1).length <= 1;
  const shape = isKnown ? builder.ints(sizes) : builder.node('Shape', [x]);
  const isPerGroup = opset < 21;
  const [one, zero] = [1, 0].map((value) => builder.constant(float32([groups], new Float32Array(groups).fill(value))));
  const [factor, summand] = isPerGroup ? [scale, bias] : [one!, zero!];
  const normal = builder.node('InstanceNormalization', [grouped, factor, summand], epsilon);
  if (isPerGroup) return { ...node, op: 'Reshape', inputs: [normal, shape], attributes: {} };
  const perChannel = builder.ints([-1, ...dims.slice(2).map(() => 1)]);
  const [factors, summands] = [scale, bias].map((value) => builder.node('Reshape', [value, perChannel]));
  const scaled = builder.node('Mul', [builder.node('Reshape', [normal, shape]), factors!]);
  return { ...node, op: 'Add', inputs: [scaled, summands!], attributes: {} };
};
