import { elementAt, firstOf } from '../../../../domain/elements.ts';
import { int, ints } from '../../../ir/builder.ts';
import type { Dim } from '../../../ir/graph.ts';
import { convWeightGradient } from './weight-gradient.ts';
import { attributesOf, reduce } from '../../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../../shared/gradient-rule.ts';
import type { Window } from '../../../convolutions/window.ts';

/** y = x ∗ W + b: dx = dy ⋆ W, dW = dy ⋆ x, db = Σ dy over images and pixels: Conv, with x and dy in exchanged roles */
export const convTranspose: GradientRule = (context) => {
  const { builder, node, dy, typeOf } = context;
  const [x, weights] = firstOf(node.inputs, 2);
  const [y] = firstOf(node.outputs, 1);
  const window = windowOf(context);
  const { kernel, strides, dilations, padsBegin, padsEnd } = window;
  const group = int(attributesOf(node).int('group', 1));
  const axes = typeOf(y).dims.map((_, axis) => axis);
  const asConv: RuleContext = {
    ...context,
    node: { ...node, inputs: [dy, weights], outputs: [x], attributes: { group } },
    dy: x,
    typeOf: (value) => typeOf(value === dy ? y : value),
  };
  return [
    () =>
      builder.node('Conv', [dy, weights], {
        kernel_shape: ints(kernel),
        strides: ints(strides),
        dilations: ints(dilations),
        pads: ints([...padsBegin, ...padsEnd]),
        group,
      }),
    () => convWeightGradient(asConv, window),
    () => reduce(builder, 'ReduceSum', dy, [elementAt(axes, 0), ...axes.slice(2)], false),
  ];
};

/** The window that slides over y; `auto_pad` and `output_shape` resolved as ONNX defines them. */
function windowOf({ node, typeOf, refuse }: RuleContext): Window {
  const known = (size: Dim): number => (typeof size === 'number' ? size : refuse('graph.image-size-unknown', {}));
  const attributes = attributesOf(node);
  const kernel = typeOf(elementAt(node.inputs, 1)).dims.slice(2).map(known);
  const ones = kernel.map(() => 1);
  const strides = attributes.ints('strides', ones);
  const dilations = attributes.ints('dilations', ones);
  const extra = attributes.ints(
    'output_padding',
    ones.map(() => 0),
  );
  const autoPad = attributes.string('auto_pad', 'NOTSET');
  if (autoPad === 'NOTSET' && node.attributes.output_shape === undefined) {
    const pads = attributes.ints('pads', [...ones, ...ones].fill(0));
    return { kernel, strides, dilations, padsBegin: pads.slice(0, kernel.length), padsEnd: pads.slice(kernel.length) };
  }
  const [sizes, images] = firstOf(
    [elementAt(node.inputs, 0), elementAt(node.outputs, 0)].map((value) => typeOf(value).dims.slice(2).map(known)),
    2,
  );
  const totals = images.map((image, axis) => {
    const reach = (elementAt(kernel, axis) - 1) * elementAt(dilations, axis) + 1;
    return Math.max(
      0,
      elementAt(strides, axis) * (elementAt(sizes, axis) - 1) + elementAt(extra, axis) + reach - image,
    );
  });
  const small = totals.map((total) => Math.floor(total / 2));
  const large = totals.map((total, axis) => total - elementAt(small, axis));
  const [padsBegin, padsEnd] = autoPad === 'SAME_UPPER' ? [small, large] : [large, small];
  return { kernel, strides, dilations, padsBegin, padsEnd };
}
