import { elementAt } from '../../domain/elements.ts';
import type { Dim } from '../ir/graph.ts';
import type { NodeContext, Refuse } from '../ir/node-context.ts';
import { attributesOf } from '../ir/emit.ts';

/** How a kernel slides over the spatial axes; one entry for each. */
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padsBegin: readonly number[];
  readonly padsEnd: readonly number[];
}

/** The window of a Conv or pool node, `auto_pad` resolved; `x` is the node's input [N, C, spatial…]. */
export function windowOf({ node, typeOf, refuse }: NodeContext, kernelDims: readonly Dim[]): Window {
  const attributes = attributesOf(node);
  const kernel = attributes.ints('kernel_shape', kernelDims.map(Number));
  const ones = kernel.map(() => 1);
  const strides = attributes.ints('strides', ones);
  const dilations = attributes.ints('dilations', ones);
  const autoPad = attributes.string('auto_pad', 'NOTSET');
  if (autoPad !== 'SAME_UPPER' && autoPad !== 'SAME_LOWER') {
    const pads = autoPad === 'VALID' ? [...ones, ...ones].fill(0) : attributes.ints('pads', [...ones, ...ones].fill(0));
    return { kernel, strides, dilations, padsBegin: pads.slice(0, kernel.length), padsEnd: pads.slice(kernel.length) };
  }
  const totals = typeOf(elementAt(node.inputs, 0))
    .dims.slice(2)
    .map((size, axis) => {
      if (typeof size !== 'number') return refuse('graph.attribute-needs-size', { attribute: `auto_pad ${autoPad}` });
      const reach = (elementAt(kernel, axis) - 1) * elementAt(dilations, axis) + 1;
      return Math.max(0, (Math.ceil(size / elementAt(strides, axis)) - 1) * elementAt(strides, axis) + reach - size);
    });
  const small = totals.map((total) => Math.floor(total / 2));
  const large = totals.map((total, axis) => total - elementAt(small, axis));
  const [padsBegin, padsEnd] = autoPad === 'SAME_UPPER' ? [small, large] : [large, small];
  return { kernel, strides, dilations, padsBegin, padsEnd };
}

/** The pixels at the end of each axis that no window reaches, which ConvTranspose must add (`output_padding`). */
export function unreached(
  { kernel, strides, dilations, padsBegin, padsEnd }: Window,
  sizes: readonly Dim[],
  refuse: Refuse,
): number[] {
  return sizes.map((size, axis) => {
    if (strides[axis] === 1) return 0;
    if (typeof size !== 'number') return refuse('graph.attribute-needs-size', { attribute: 'strides' });
    const reach = (elementAt(kernel, axis) - 1) * elementAt(dilations, axis) + 1;
    return (size + elementAt(padsBegin, axis) + elementAt(padsEnd, axis) - reach) % elementAt(strides, axis);
  });
}
