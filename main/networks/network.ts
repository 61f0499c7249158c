import type { Preprocessing } from '../domain/models/model-card.ts';
import type { Random } from '../domain/statistics/random.ts';
import type { Graph } from '../graph/ir/graph.ts';

export interface NetworkOptions {
  /** Number of logits. */
  readonly labels: number;
  /** Size of the input, pixels. */
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** The initial parameters come from it, each from a stream of its own; `zeros` where they are loaded or counted. */
  readonly random: Random;
  /** Share of the features dropped while training: before a single layer, or behind each hidden one. */
  readonly dropout?: number | undefined;
  /** Sizes of the hidden layers of the head; the network's own where left out, none for []. */
  readonly hidden?: readonly number[] | undefined;
  /**
   * Whether `logits` are logarithms of probabilities, as the studies' dense heads end. A softmax of them is the softmax
   * of what the last layer gives, so that losses, calibration and cards need not know.
   */
  readonly logSoftmax?: boolean | undefined;
  /** Sizes that an architecture leaves open, such as the depth of `vit`; one that it does not have is refused. */
  readonly hyperParameters?: Readonly<Record<string, number>> | undefined;
}

/** One part of a network, as a person speaks of it: "the last two blocks". */
export interface Block {
  readonly name: string;
  /** Prefixes of the names of its parameters and statistics, such as `layer4.` or `features.24.`. */
  readonly prefixes: readonly string[];
}

export interface Network {
  readonly name: string;
  /**
   * The inference form, parameters as initializers. Input `image` [N, channels, height, width]; outputs `logits`
   * [N, labels] and `heatmap_features`: the last spatial map [N, C, h, w] after its activation, or a transformer's
   * tokens [N, T, D], as its last block's first normalisation gives them.
   */
  readonly graph: Graph;
  /** From input to output; the last is the head, which fine-tuning replaces. Every parameter is in exactly one. */
  readonly blocks: readonly Block[];
  /** Patterns, with `*`, of names that published weight files have beyond the network's own; not to be missed. */
  readonly ignores?: readonly string[];
  /** The values needed besides the name to build the same architecture again: `NetworkOptions` and open hyper-parameters. */
  readonly hyperParameters: Readonly<Record<string, number | boolean | readonly number[]>>;
}

/** The input that published weights were trained with, and the defaults where nothing else is chosen. */
export interface NetworkDefaults {
  /** Height and width of the input, pixels. */
  readonly size: number;
  readonly channels: 1 | 3;
  readonly normalisation: Preprocessing['normalisation'];
}

/** An architecture to choose by name. */
export interface Architecture {
  readonly defaults: NetworkDefaults;
  /** Throws a `ReasonError` where the options do not fit the architecture. */
  create(options: NetworkOptions): Network;
}
