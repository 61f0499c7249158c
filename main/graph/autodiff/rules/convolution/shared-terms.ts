import { firstOf } from '../../../../domain/elements.ts';
import { inBlocks } from '../../../convolutions/blocked.ts';
import { knownShape } from '../../../convolutions/convolution-shape.ts';
import { winogradGradients } from '../../../convolutions/winograd.ts';
import type { WinogradGradients } from '../../../convolutions/winograd.ts';
import type { RuleContext } from '../../shared/gradient-rule.ts';
import type { Window } from '../../../convolutions/window.ts';

/** The terms that the gradients of a convolution's input and weights share; made once, when first asked for. */
export interface Shared {
  winograd(): WinogradGradients;
  dyInBlocks(): string;
}

export function sharedOf(context: RuleContext, window: Window): Shared {
  const { builder, node, dy } = context;
  const [x] = firstOf(node.inputs, 1);
  return {
    winograd: once(() => winogradGradients(builder, { x, dy }, { ...knownShape(context, window), ...window })),
    dyInBlocks: once(() => inBlocks(builder, dy)),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
