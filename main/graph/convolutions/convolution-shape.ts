import { elementAt, firstOf } from '../../domain/elements.ts';
import type { ConvolutionShape } from './convolution-lowering.ts';
import { attributesOf } from '../ir/emit.ts';
import type { NodeContext } from '../ir/node-context.ts';
import type { Window } from './window.ts';
import type { Dim } from '../ir/graph.ts';

/** A Conv node's shape; undefined where it is not known before the graph runs. */
export function convolutionShape(
  { node, typeOf }: Pick<NodeContext, 'node' | 'typeOf'>,
  { kernel, strides, dilations }: Window,
): ConvolutionShape | undefined {
  const [size, image] = firstOf(
    [elementAt(node.inputs, 0), elementAt(node.outputs, 0)].map((value) => typeOf(value).dims.slice(2)),
    2,
  );
  const [outputs, inputs] = firstOf(typeOf(elementAt(node.inputs, 1)).dims.map(Number), 2);
  if (!areKnown(size) || !areKnown(image)) return undefined;
  return { groups: attributesOf(node).int('group', 1), outputs, inputs, kernel, strides, dilations, size, image };
}

/** The same where nothing can be done without it. */
export function knownShape(context: NodeContext, window: Window): ConvolutionShape {
  const shape = convolutionShape(context, window);
  return shape ?? context.refuse('graph.image-size-unknown', {});
}

const areKnown = (dims: readonly Dim[]): dims is readonly number[] => dims.every((dim) => typeof dim === 'number');
