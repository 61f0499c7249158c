import { elementAt, firstOf } from '../../../../domain/elements.ts';
import { int, ints } from '../../../ir/builder.ts';
import type { ConvolutionForm } from '../../../convolutions/convolution-lowering.ts';
import type { Node } from '../../../ir/graph.ts';
import { attributesOf, multiply, reduce, reshape, transpose } from '../../../ir/emit.ts';
import { blockedConv } from '../../../convolutions/blocked.ts';
import { joinedConv } from '../../../convolutions/joined.ts';
import { convolutionShape } from '../../../convolutions/convolution-shape.ts';
import { isDepthwise } from './depthwise-weight-gradient.ts';
import { sharedOf } from './shared-terms.ts';
import type { Shared } from './shared-terms.ts';
import { convWeightGradient } from './weight-gradient.ts';
import type { GradientRule, RuleContext } from '../../shared/gradient-rule.ts';
import type { Window } from '../../../convolutions/window.ts';
import { unreached, windowOf } from '../../../convolutions/window.ts';

/** y = x ⋆ W + b: dx = dy ∗ W (W turned by 180°), dW = x ⋆ dy, db = Σ dy over images and pixels */
export const conv: GradientRule = (context) => {
  const { ofInput, ofWeights, ofBias } = convGradients(context);
  return [() => ofInput(elementAt(context.node.inputs, 1)), ofWeights, ofBias];
};

/** A gradient whose factor a channel, [1, C, 1, …], is left to the node before; known once that gradient has been made. */
export interface Unscaled {
  factor?: string;
}

/** The same where dy still lacks a factor a channel: that goes over the weights then, instead of over the map. */
export function convOfUnscaled(unscaled: Unscaled): GradientRule {
  return (context) => {
    const { builder, node, typeOf } = context;
    const { ofInput, ofWeights, ofBias } = convGradients(context);
    const [, ...others] = typeOf(elementAt(node.inputs, 1)).dims;
    const perChannel = (rank: number): string =>
      reshape(builder, unscaled.factor!, [-1, ...others.slice(0, rank).map(() => 1)]);
    const scale = (weights: string): string => multiply(builder, weights, perChannel(others.length));
    return [
      () => ofInput(scale(elementAt(node.inputs, 1))),
      () => scale(ofWeights()),
      () => multiply(builder, ofBias(), perChannel(0)),
    ];
  };
}

interface ConvGradients {
  /** The gradient of the input; also by other weights than the node's. */
  ofInput(weights: string): string;
  ofWeights(): string;
  ofBias(): string;
}

function convGradients(context: RuleContext): ConvGradients {
  const { builder, node, dy, typeOf } = context;
  const window = windowOf(context, typeOf(elementAt(node.inputs, 1)).dims.slice(2));
  const axes = typeOf(elementAt(node.outputs, 0)).dims.map((_, axis) => axis);
  const shared = sharedOf(context, window);
  return {
    ofInput: (weights) => inputGradient(context, window, { weights, shared }),
    ofWeights: () => convWeightGradient(context, window, shared),
    ofBias: () => reduce(builder, 'ReduceSum', dy, [elementAt(axes, 0), ...axes.slice(2)], false),
  };
}

function groupsOf(node: Node): number {
  return attributesOf(node).int('group', 1);
}

interface InputGradientTerms {
  readonly weights: string;
  readonly shared: Shared;
}

function inputGradient(context: RuleContext, window: Window, given: InputGradientTerms): string {
  const { lowering } = context;
  const shape = convolutionShape(context, window);
  const form = shape === undefined ? 'plain' : lowering.inputGradient(shape);
  if (form === 'winograd') return given.shared.winograd().input(given.weights);
  return canTurn(context, window)
    ? turnedConv(context, window, { ...given, form })
    : transposedConv(context, window, given.weights);
}

/** Where a plain convolution gives dx, it does so in half the time of ConvTranspose (large maps) or in the same. */
function canTurn(context: RuleContext, { kernel, strides, dilations, padsBegin, padsEnd }: Window): boolean {
  const reach = (axis: number): number => (elementAt(kernel, axis) - 1) * elementAt(dilations, axis);
  const fits = kernel.every((_, axis) => Math.max(elementAt(padsBegin, axis), elementAt(padsEnd, axis)) <= reach(axis));
  const isSuited = groupsOf(context.node) === 1 || isDepthwise(context);
  return isSuited && fits && strides.every((stride) => stride === 1);
}

function turnedConv(
  context: RuleContext,
  window: Window,
  { weights, shared, form }: InputGradientTerms & { readonly form: ConvolutionForm },
): string {
  const { builder, node, dy, typeOf, constantOf, lowering } = context;
  const { kernel, dilations, padsBegin, padsEnd } = window;
  const [outputs, inputs] = firstOf(typeOf(elementAt(node.inputs, 1)).dims.map(Number), 2);
  const taps = kernel.reduce((product, size) => product * size, 1);
  const groups = groupsOf(node);
  const apart = reshape(builder, weights, [groups, outputs / groups, inputs, taps]);
  const flat = transpose(builder, apart, [0, 2, 1, 3]);
  const reversed = builder.ints(Array.from({ length: taps }, (_, tap) => taps - 1 - tap));
  const turned = taps === 1 ? flat : builder.node('Gather', [flat, reversed], { axis: int(3) });
  const kernels = reshape(builder, turned, [groups * inputs, outputs / groups, ...kernel]);
  const back = {
    ...window,
    padsBegin: padsBegin.map((count, axis) => (elementAt(kernel, axis) - 1) * elementAt(dilations, axis) - count),
    padsEnd: padsEnd.map((count, axis) => (elementAt(kernel, axis) - 1) * elementAt(dilations, axis) - count),
  };
  if (form === 'joined') return joinedConv(builder, [dy, kernels], back);
  // Constant weights ONNX Runtime lays out by itself.
  if (form === 'blocked' && constantOf(elementAt(node.inputs, 1)) === undefined) {
    const channels = { groups, outputs: groups * inputs, inputs: outputs / groups };
    const maps = { x: dy, weights: kernels, maps: shared.dyInBlocks };
    return blockedConv(builder, maps, { ...back, ...channels }, lowering.channelBlock);
  }
  return builder.node('Conv', [dy, kernels], {
    kernel_shape: ints(kernel),
    dilations: ints(dilations),
    pads: ints([...back.padsBegin, ...back.padsEnd]),
    group: int(groups),
  });
}

function transposedConv({ builder, node, dy, typeOf, refuse }: RuleContext, window: Window, weights: string): string {
  const { kernel, strides, dilations, padsBegin, padsEnd } = window;
  return builder.node('ConvTranspose', [dy, weights], {
    kernel_shape: ints(kernel),
    strides: ints(strides),
    dilations: ints(dilations),
    group: int(groupsOf(node)),
    pads: ints([...padsBegin, ...padsEnd]),
    output_padding: ints(unreached(window, typeOf(elementAt(node.inputs, 0)).dims.slice(2), refuse)),
  });
}
