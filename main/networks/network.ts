import type { Random } from '../domain/random.ts';
import type { Graph } from '../graph/graph.ts';

export interface NetworkOptions {
  /** Number of logits. */
  readonly labels: number;
  /** Size of the input, pixels. */
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** The initial parameters come from it; each parameter has a stream of its own. */
  readonly random: Random;
  /** Fraction of the features dropped before the last layer while training. */
  readonly dropout?: number;
}

export interface Network {
  readonly name: string;
  /**
   * The inference form, parameters as initializers. Input `image` [N, channels, height, width]; outputs `logits`
   * [N, labels] and `heatmap_features` [N, C, h, w], the last spatial map after its ReLU.
   */
  readonly graph: Graph;
  /** What it takes besides the name to build the same architecture again. */
  readonly hyperParameters: Readonly<Record<string, number | readonly number[]>>;
}
