import { float, int, string } from '../ir/builder.ts';
import { attributesOf, normalisedAxes } from '../ir/emit.ts';
import { elementTypes } from '../ir/element-types.ts';
import { asIdentity, attributeToInput, flag, keptAxes, withAxes, withInput, withoutAttributes } from './form.ts';
import type { Form } from './form.ts';
import { groupNormalization } from './group-normalization.ts';

/** Several attributes as inputs, the first as input 1. */
function attributesToInputs(...names: readonly string[]): Form {
  return (node, context) => names.reduce((form, name, index) => attributeToInput(form, name, index + 1, context), node);
}

/** Axes as an input that is constant wherever it can be; without any it is over all of them. */
const reduction: Form = (node, context) => {
  const given = (node.inputs[1] ?? '') !== '';
  if (given) return node;
  const rank = context.typeOf(node.inputs[0]!).dims.length;
  const axes = attributesOf(node).ints('axes', []);
  if (axes.length === 0 && flag(node, 'noop_with_empty_axes')) return asIdentity(node);
  const all = Array.from({ length: rank }, (_, axis) => axis);
  return withAxes(node, axes.length === 0 ? all : normalisedAxes(axes, rank), context);
};

/** Without axes it takes away all axes of size 1. */
const squeeze: Form = (node, context) => {
  if ((node.inputs[1] ?? '') !== '') return node;
  const { dims } = context.typeOf(node.inputs[0]!);
  const ones = dims.flatMap((dim, axis) => (dim === 1 ? [axis] : []));
  return withAxes(node, normalisedAxes(attributesOf(node).ints('axes', ones), dims.length), context);
};

/** Sizes as an input wherever they are known. */
const split: Form = (node, context) => {
  if ((node.inputs[1] ?? '') !== '') return node;
  if (node.attributes.split !== undefined) return attributeToInput(node, 'split', 1, context);
  const rank = context.typeOf(node.inputs[0]!).dims.length;
  const [axis] = normalisedAxes([attributesOf(node).int('axis', 0)], rank);
  const sizes = node.outputs.map((output) => context.typeOf(output).dims[axis!]!);
  const known = sizes.filter((size) => typeof size === 'number');
  if (known.length < sizes.length)
    return { ...node, attributes: { ...node.attributes, num_outputs: int(sizes.length) } };
  return withInput(withoutAttributes(node, ['num_outputs']), 1, context.builder.ints(known));
};

/** Before opset 13 it was over all axes from `axis` on, 1 unless given, taken as one. */
const softmax: Form = (node, { builder, opset, typeOf }) => {
  const [x] = node.inputs as [string];
  const { dims } = typeOf(x);
  const given = attributesOf(node).int('axis', opset < 13 ? 1 : -1);
  const axis = given < 0 ? given + dims.length : given;
  const along = { ...node, attributes: { axis: int(axis) } };
  if (opset >= 13 || dims.slice(axis + 1).every((dim) => dim === 1)) return along;
  const rows = builder.node('Flatten', [x], { axis: int(axis) });
  const flat = builder.node(node.op, [rows], { axis: int(1) });
  return { ...node, op: 'Reshape', inputs: [flat, builder.node('Shape', [x])], attributes: {} };
};

/** Up to opset 10 a pixel lies at its own place times the scale. */
const resize: Form = (node, { opset }) => {
  if (opset > 10) return node;
  const [x, scales] = node.inputs as [string, string];
  const attributes = {
    mode: string(attributesOf(node).string('mode', 'nearest')),
    coordinate_transformation_mode: string('asymmetric'),
    nearest_mode: string('floor'),
  };
  return { ...node, op: 'Resize', inputs: [x, '', scales], attributes };
};

/** The outputs of a training mode that older opsets switched on by naming them are not used in inference. */
const batchNormalization: Form = (node) => {
  const form = withoutAttributes(node, ['spatial', 'is_test']);
  return flag(node, 'training_mode') ? form : { ...form, outputs: node.outputs.slice(0, 1) };
};

/** x over its norm along an axis. */
const lpNormalization: Form = (node, { builder }) => {
  const [x] = node.inputs as [string];
  const attributes = attributesOf(node);
  const norm = attributes.int('p', 2) === 1 ? 'ReduceL1' : 'ReduceL2';
  const length = builder.node(norm, [x, builder.ints([attributes.int('axis', -1)])], keptAxes);
  return { ...node, op: 'Div', inputs: [x, length], attributes: {} };
};

const castLike: Form = (node, { typeOf }) => ({
  ...node,
  op: 'Cast',
  inputs: node.inputs.slice(0, 1),
  attributes: { to: int(elementTypes[typeOf(node.inputs[1]!).type]) },
});

/** max(0, x) + min(0, α·(e^(x/α) - 1)), an Elu of x/α */
const celu: Form = (node, { builder }) => {
  const alpha = builder.scalar(attributesOf(node).float('alpha', 1));
  const scaled = builder.node('Elu', [builder.node('Div', [node.inputs[0]!, alpha])], { alpha: float(1) });
  return { ...node, op: 'Mul', inputs: [scaled, alpha], attributes: {} };
};

const reductions = 'L1 L2 LogSum LogSumExp Max Mean Min Prod Sum SumSquare'.split(' ');

/** How operators whose form has changed since, or that others express, are written in opset 20. */
export const forms: Readonly<Record<string, Form>> = {
  ...Object.fromEntries(reductions.map((name) => [`Reduce${name}`, reduction])),
  BatchNormalization: batchNormalization,
  CastLike: castLike,
  Celu: celu,
  Clip: attributesToInputs('min', 'max'),
  Dropout: attributesToInputs('ratio'),
  GroupNormalization: groupNormalization,
  Hardmax: softmax,
  LogSoftmax: softmax,
  LpNormalization: lpNormalization,
  Pad: attributesToInputs('pads', 'value'),
  Resize: resize,
  Slice: attributesToInputs('starts', 'ends', 'axes'),
  Softmax: softmax,
  Split: split,
  Squeeze: squeeze,
  Unsqueeze: attributesToInputs('axes'),
  Upsample: resize,
};
