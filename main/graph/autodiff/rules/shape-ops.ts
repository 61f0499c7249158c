/** Operators that rearrange, repeat, join or part the elements. */
import { elementAt, firstOf } from '../../../domain/elements.ts';
import { float32 } from '../../../domain/tensor.ts';
import { int } from '../../ir/builder.ts';
import {
  attributesOf,
  normalisedAxes,
  reduce,
  reshape as toShape,
  reshapeTo,
  slice,
  transpose as permute,
} from '../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = x in another shape: dx = dy in the shape of x. The same for Flatten, Squeeze and Unsqueeze. */
export const reshape: GradientRule = ({ builder, node, dy, typeOf }) => {
  const [x] = firstOf(node.inputs, 1);
  return [() => reshapeTo(builder, dy, x, typeOf(x))];
};

/** y = x with axes in the order p: dx = dy with axes in the order p⁻¹ */
export const transpose: GradientRule = ({ builder, node, dy, typeOf }) => {
  const reversed = typeOf(elementAt(node.inputs, 0))
    .dims.map((_, axis) => axis)
    .reverse();
  const perm = attributesOf(node).ints('perm', reversed);
  return [
    () =>
      permute(
        builder,
        dy,
        perm.map((_, axis) => perm.indexOf(axis)),
      ),
  ];
};

/** y = x repeated to a shape: dx = Σ of dy over the repetitions */
export const expand: GradientRule = (context) => [
  () => unbroadcast(context, context.dy, elementAt(context.node.inputs, 0)),
];

/** y = copies of x side by side: dx = Σ of dy over the copies */
export const tile: GradientRule = ({ builder, node, dy, typeOf, constantOf, refuse }) => {
  const [x, repeats] = firstOf(node.inputs, 2);
  const { dims } = typeOf(x);
  const copiesOf = (axis: number): number =>
    Number(constantOf(repeats)?.data[axis] ?? refuse('graph.not-constant', { input: 'repeats' }));
  // Of an axis of size 1 the copies are the axis, however many.
  const apart = dims.map((dim, axis) =>
    dim === 1 ? [typeOf(elementAt(node.outputs, 0)).dims[axis]] : [copiesOf(axis), dim],
  );
  const sizes = apart.flat().map((dim) => (typeof dim === 'number' ? dim : -1));
  if (sizes.filter((size) => size === -1).length > 1) refuse('graph.sizes-unknown', {});
  const copies = dims.map((_, axis) => apart.slice(0, axis).flat().length);
  return [() => reshapeTo(builder, reduce(builder, 'ReduceSum', toShape(builder, dy, sizes), copies), x, typeOf(x))];
};

/** y = [a, b, …] along an axis: da, db, … = the parts of dy */
export const concat: GradientRule = (context) => {
  const { builder, node, dy, typeOf } = context;
  const rank = typeOf(elementAt(node.outputs, 0)).dims.length;
  const [axis] = firstOf(normalisedAxes([attributesOf(node).int('axis', 0)], rank), 1);
  const sizes = node.inputs.map((input) => typeOf(input).dims[axis]);
  if (!sizes.every((size) => typeof size === 'number')) return partsOfUnknownSize(context, axis);
  let start = 0;
  return sizes.map((size) => {
    const from = start;
    start += size;
    return () => slice(builder, dy, { axes: [axis], starts: [from], ends: [from + size] });
  });
};

function partsOfUnknownSize({ builder, node, dy }: RuleContext, axis: number): (() => string)[] {
  let parts: string[] | undefined;
  const splitParts = (): string[] => {
    const sizes = node.inputs.map((input) => {
      const shape = builder.node('Shape', [input]);
      return slice(builder, shape, { axes: [0], starts: [axis], ends: [axis + 1] });
    });
    const lengths = builder.node('Concat', sizes, { axis: int(0) });
    return builder.nodes('Split', [dy, lengths], { axis: int(axis) }, sizes.length);
  };
  return node.inputs.map((_, index) => () => elementAt((parts ??= splitParts()), index));
}

/** y₀, y₁, … = the parts of x along an axis: dx = [dy₀, dy₁, …], with zeros for parts that are not used */
export const split: GradientRule = (context) => {
  const { builder, node, dyOf } = context;
  const axis = int(attributesOf(node).int('axis', 0));
  return [
    () => {
      const parts = node.outputs.map((output, index) => dyOf(index) ?? zeros(context, output));
      return parts.length === 1 ? elementAt(parts, 0) : builder.node('Concat', parts, { axis });
    },
  ];
};

function zeros({ builder, typeOf }: RuleContext, value: string): string {
  const { dims } = typeOf(value);
  const shape = dims.every((dim) => typeof dim === 'number') ? builder.ints(dims) : builder.node('Shape', [value]);
  const zero = { kind: 'tensor', value: float32([1], [0]) } as const;
  return builder.node('ConstantOfShape', [shape], { value: zero });
}

/** y = x with channels as the pixels of blocks: dx = dy with them back in the channels */
export const depthToSpace: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const blocksize = attributesOf(node).int('blocksize', 1);
  const isColumnFirst = attributesOf(node).string('mode', 'DCR') === 'CRD';
  return [
    () => {
      const blocks = builder.node('SpaceToDepth', [dy], { blocksize: int(blocksize) });
      return isColumnFirst ? channelsFirst(context, blocks, blocksize ** 2) : blocks;
    },
  ];
};

/** Channels counted by pixels of the block, then by channels of y, in the other order. */
function channelsFirst({ builder, node, typeOf, refuse }: RuleContext, value: string, pixels: number): string {
  const [, channels, height, width] = typeOf(elementAt(node.inputs, 0)).dims;
  if (typeof channels !== 'number' || typeof height !== 'number' || typeof width !== 'number')
    return refuse('graph.image-size-unknown', {});
  const apart = toShape(builder, value, [0, pixels, channels / pixels, height * width]);
  return toShape(builder, permute(builder, apart, [0, 2, 1, 3]), [0, channels, height, width]);
}

/** y = x with the pixels of each block in its channels: dx = dy with them back in their places */
export const spaceToDepth: GradientRule = ({ builder, node, dy }) => [
  () => builder.node('DepthToSpace', [dy], { blocksize: int(attributesOf(node).int('blocksize', 1)) }),
];

/** y = x above or below a diagonal, else 0: dx = the same part of dy */
export const trilu: GradientRule = ({ builder, node, dy }) => [
  () => builder.node('Trilu', [dy, ...node.inputs.slice(1)], node.attributes),
];
