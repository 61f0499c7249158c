import { clauseOf } from '../../domain/messages/clause.ts';
import { ReasonError } from '../../domain/messages/reason-error.ts';
import { createBuilder } from '../../graph/ir/builder.ts';
import { inferShapes } from '../../graph/shapes/infer-shapes.ts';
import { HEATMAP_FEATURES, createLayers } from '../layers/layers.ts';
import type { Layers } from '../layers/layers.ts';
import type { Block, Network, NetworkOptions } from '../network.ts';

export interface NetworkParts {
  readonly name: string;
  /** Smallest side of the image, pixels: below it a map would have no pixel left. */
  readonly smallestSide: number;
  readonly blocks: readonly Block[];
  /** Patterns of names that published weight files have beyond the network's own. */
  readonly ignores?: readonly string[];
  /** Names of the hyper-parameters that a caller may set. */
  readonly settable?: readonly string[] | undefined;
}

/**
 * A network around its layers: `add` takes the value `image` [N, channels, height, width], gives two values their names
 * `heatmap_features` and `logits`, and returns the hyper-parameters beyond the input's size and the labels.
 */
export function assembleNetwork(
  { name, smallestSide, settable = [], ...parts }: NetworkParts,
  options: NetworkOptions,
  add: (layers: Layers, image: string) => Network['hyperParameters'],
): Network {
  const { labels, height, width, channels, random } = options;
  if (Math.min(height, width) < smallestSide) {
    throw new ReasonError(clauseOf('network.too-small', { network: name, least: smallestSide, height, width }));
  }
  const unknown = Object.keys(options.hyperParameters ?? {}).filter((key) => !settable.includes(key));
  if (unknown.length > 0) {
    throw new ReasonError(clauseOf('network.no-such-setting', { network: name, names: unknown, known: settable }));
  }
  const builder = createBuilder({ name });
  const image = builder.input('image', { type: 'float32', dims: ['N', channels, height, width] });
  const hyperParameters = { labels, height, width, channels, ...add(createLayers(builder, random), image) };
  const graph = builder.finish();
  const types = inferShapes(graph);
  const outputs = new Map(['logits', HEATMAP_FEATURES].map((output) => [output, types.get(output)!]));
  return { name, graph: { ...graph, outputs }, ...parts, hyperParameters };
}
