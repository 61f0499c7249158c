import { clauseOf } from '../../domain/messages/clause.ts';
import type { HeatmapMethod } from '../../domain/heatmaps/heatmap-method.ts';
import { ownEntry } from '../../domain/own-entry.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { createBuilder } from '../ir/builder.ts';
import { toCanonical } from '../canonical/to-canonical.ts';
import { reshape, slice, transpose } from '../ir/emit.ts';
import type { ConvolutionLowering } from '../convolutions/convolution-lowering.ts';
import { differentiate } from '../autodiff/differentiate.ts';
import type { Graph, ValueType } from '../ir/graph.ts';
import { inferShapes } from '../shapes/infer-shapes.ts';
import { renameValues } from '../ir/rename-values.ts';
import { atValue, UnsupportedGraph } from '../ir/unsupported-graph.ts';
import { relevanceMixing, rolloutMixing, throughLayers } from './attention-maps.ts';
import { attentionsOf } from './attentions.ts';
import { camWeights, weightedCam } from './cams.ts';
import { channelAxesOf } from './channel-axes.ts';
import { eigenCam } from './eigen-cam.ts';
import type { Grid } from './grid.ts';
import { gridOf, squareOf } from './grid.ts';

/** The methods that are computed in the graph, in one run with the prediction. */
export type GraphHeatmapMethod = Exclude<HeatmapMethod, 'occlusion'>;

export interface HeatmapOptions {
  readonly method: GraphHeatmapMethod;
  readonly logits: string;
  /** The map [N, C, h, w] or [N, h, w, C], or tokens [N, T, D] of a square image; see `findMap`. Attention needs none. */
  readonly heatmap?: string | undefined;
  /** The CPU's where left out. */
  readonly lowering?: ConvolutionLowering | undefined;
}

/** Names of what `withHeatmap` adds. */
export const explained = { labelWeights: 'labelWeights', heatmap: 'heatmap' } as const;

/** The forward graph with the label's weights beside its inputs, and what is known of it. */
interface Explaining {
  readonly graph: Graph;
  readonly types: ReadonlyMap<string, ValueType>;
  readonly logits: string;
  readonly lowering: ConvolutionLowering | undefined;
}

/** A map [N, 1, P] and how its positions lie, in the graph that is being built. */
interface Positions {
  readonly builder: GraphBuilder;
  readonly value: string;
  readonly grid: Grid;
}

/** The graph with other names for what is called as an addition will be, and what its values are called now. */
function withFreeNames(graph: Graph, logits: string): { graph: Graph; nameOf: (value: string) => string } {
  const wanted = new Set<string>(Object.values(explained));
  const fixed = [logits, ...graph.inputs.keys()].find((name) => wanted.has(name));
  if (fixed !== undefined) throw new UnsupportedGraph(atValue(fixed, clauseOf('graph.reserved-name', {})));
  const builder = createBuilder(graph);
  const names: Readonly<Record<string, string>> = Object.fromEntries(
    [...wanted].map((name) => [name, builder.fresh(name)]),
  );
  const nameOf = (name: string): string => ownEntry(names, name) ?? name;
  const renamed = renameValues(graph, names);
  return { graph: { ...renamed, nodes: renamed.nodes.map((node) => ({ ...node, name: nameOf(node.name) })) }, nameOf };
}

/**
 * A heatmap beside the prediction. Adds the input `labelWeights` [N, labels], one-hot of the label to be explained
 * (other weights explain their weighted sum of logits), and the output `heatmap` [N, h, w]: not below 0, not scaled. All
 * other outputs stay; a value of one of these names gets another. Throws `UnsupportedOperatorError` where a node between the logits and the map has no gradient rule,
 * `UnsupportedGraph` where the values are no logits or no map or there is no attention for a method that needs it.
 */
export function withHeatmap(forward: Graph, options: HeatmapOptions): Graph {
  const { method, logits, lowering } = options;
  const free = withFreeNames(forward, logits);
  const heatmap = options.heatmap === undefined ? undefined : free.nameOf(options.heatmap);
  const canonical = toCanonical(free.graph, heatmap === undefined ? [logits] : [logits, heatmap]);
  const types = inferShapes(canonical);
  const scores = types.get(logits);
  if (scores?.dims.length !== 2) throw new UnsupportedGraph(atValue(logits, clauseOf('graph.no-logits', {})));
  const seeded = createBuilder(canonical);
  seeded.input(explained.labelWeights, { type: 'float32', dims: scores.dims });
  const explaining = { graph: seeded.finish(), types, logits, lowering };
  const { builder, value, grid } =
    method === 'rollout' || method === 'chefer'
      ? attentionMap(explaining, method)
      : activationMap(explaining, method, heatmap);
  const dims = [scores.dims[0]!, grid.height, grid.width];
  const positive = builder.node('Relu', [value]);
  builder.node('Reshape', [positive, builder.ints([0, grid.height, grid.width])], {}, explained.heatmap);
  builder.output(explained.heatmap, { type: 'float32', dims });
  return builder.finish();
}

function gradientsOf({ graph, logits, lowering }: Explaining, withRespectTo: readonly string[]) {
  return differentiate(graph, { of: logits, seed: explained.labelWeights, withRespectTo, lowering });
}

type ActivationMethod = Exclude<GraphHeatmapMethod, 'rollout' | 'chefer'>;

function activationMap(explaining: Explaining, method: ActivationMethod, map: string | undefined): Positions {
  const { graph, types } = explaining;
  if (map === undefined) throw new UnsupportedGraph(clauseOf('graph.no-map', {}));
  const type = types.get(map);
  const channelAxis = channelAxesOf(graph, types).get(map) ?? (type?.dims.length === 3 ? 2 : 1);
  const grid = type === undefined ? null : gridOf(type, channelAxis);
  if (grid === null) {
    throw new UnsupportedGraph(atValue(map, clauseOf('graph.not-a-map', {})));
  }
  if (method === 'eigencam') {
    const builder = createBuilder(graph);
    return { builder, grid, value: eigenCam(builder, channelsFirst(builder, map, channelAxis, grid)) };
  }
  const { graph: differentiated, gradients } = gradientsOf(explaining, [map]);
  const builder = createBuilder(differentiated);
  const activations = channelsFirst(builder, map, channelAxis, grid);
  const weights = camWeights[method](
    builder,
    activations,
    channelsFirst(builder, gradients.get(map)!, channelAxis, grid),
  );
  return { builder, grid, value: weightedCam(builder, activations, weights) };
}

/** [N, C, P] of a map or of tokens, of which only those of the image are kept (pytorch-grad-cam's reshape transform). */
function channelsFirst(builder: GraphBuilder, value: string, channelAxis: number, grid: Grid): string {
  const { leading, height, width } = grid;
  const positions = height * width;
  if (channelAxis === 1) {
    const flat = reshape(builder, value, [0, 0, -1]);
    return leading === 0 ? flat : slice(builder, flat, { axes: [2], starts: [leading], ends: [leading + positions] });
  }
  const tokens = channelAxis === 3 ? reshape(builder, value, [0, positions, -1]) : value;
  const kept =
    leading === 0 ? tokens : slice(builder, tokens, { axes: [1], starts: [leading], ends: [leading + positions] });
  return transpose(builder, kept, [0, 2, 1]);
}

function attentionMap(explaining: Explaining, method: 'rollout' | 'chefer'): Positions {
  const { graph, types } = explaining;
  const attentions = attentionsOf(graph, types).map(({ probabilities }) => probabilities);
  if (attentions.length === 0) throw new UnsupportedGraph(clauseOf('graph.no-attention', {}));
  const tokens = types.get(attentions[0]!)!.dims[3];
  const grid = squareOf(Number(tokens));
  if (grid === null) throw new UnsupportedGraph(clauseOf('graph.tokens-not-square', { tokens: tokens! }));
  if (method === 'rollout') {
    const builder = createBuilder(graph);
    const mixings = attentions.map((each) => rolloutMixing(builder, each));
    return { builder, grid, value: throughLayers(builder, mixings, { grid, share: 0.5 }) };
  }
  const { graph: differentiated, gradients } = gradientsOf(explaining, attentions);
  const builder = createBuilder(differentiated);
  const mixings = attentions.map((each) => relevanceMixing(builder, each, gradients.get(each)!));
  return { builder, grid, value: throughLayers(builder, mixings, { grid, share: 1 }) };
}
