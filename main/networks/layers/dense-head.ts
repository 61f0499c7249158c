import { scalar } from '../../domain/tensor.ts';
import { int } from '../../graph/ir/builder.ts';
import type { Layers } from './layers.ts';
import type { LinearSize } from './layers.ts';
import type { NetworkOptions } from '../network.ts';

export interface DenseHead extends Pick<LinearSize, 'initial'> {
  /** Prefix of the parameters' names. */
  readonly name: string;
  /** Length of the vector that comes in. */
  readonly features: number;
  /** Sizes of the hidden layers that the network has by itself. */
  readonly hidden: readonly number[];
  /** By itself, while training: before the only layer, or behind each hidden one. */
  readonly dropout: number;
  readonly activation?: 'Relu' | 'HardSwish';
  /** Whether the layers are numbered even where there is but one. */
  readonly isSequential?: boolean;
}

/** Behind the hidden layers of a head whose network has none by itself. */
const DROPOUT = 0.5;

/**
 * The linear layers behind the pooled features [N, features], to `logits` [N, labels]. Without hidden layers it is
 * dropout and one layer, `fc`. With them each is followed by its activation and dropout, and the layers are numbered as
 * PyTorch numbers a `Sequential` of linear, activation and dropout: `fc.0`, `fc.3`, `fc.6`, as torchvision's VGG.
 * Returns the sizes and the share dropped that were chosen, which tell the head.
 */
export function addDenseHead(layers: Layers, input: string, head: DenseHead, options: NetworkOptions) {
  const { builder } = layers;
  const { labels, hidden = head.hidden, logSoftmax = false } = options;
  const own = hidden.length > 0 && head.hidden.length === 0 ? DROPOUT : head.dropout;
  const { dropout = own } = options;
  const ratio = dropout > 0 ? builder.initializer('dropout.ratio', scalar(dropout)) : undefined;
  const drop = (value: string): string => (ratio === undefined ? value : builder.node('Dropout', [value, ratio]));
  const isNumbered = head.isSequential === true || hidden.length > 0;
  const nameOf = (index: number): string => (isNumbered ? `${head.name}.${3 * index}` : head.name);

  let [value, from] = [hidden.length > 0 ? input : drop(input), head.features];
  for (const [index, to] of hidden.entries()) {
    const linear = layers.linear(value, nameOf(index), { from, to, initial: head.initial });
    value = drop(builder.node(head.activation ?? 'Relu', [linear]));
    from = to;
  }
  const size = { from, to: labels, initial: head.initial };
  const last = layers.linear(value, nameOf(hidden.length), size, logSoftmax ? undefined : 'logits');
  if (logSoftmax) builder.node('LogSoftmax', [last], { axis: int(1) }, 'logits');
  return { hidden, dropout, logSoftmax };
}
