import type { Graph, ValueType } from '../ir/graph.ts';
import { inferShapes } from '../shapes/infer-shapes.ts';
import { attentionsOf, tokensInto } from './attentions.ts';
import { bottlenecksOf } from '../ir/bottlenecks.ts';
import { channelAxesOf } from './channel-axes.ts';
import { gridOf } from './grid.ts';

/** They make a map smaller or leave it as it is; the map before them shows more. */
const passedOver = new Set(['AveragePool', 'Dropout', 'Identity', 'LpPool', 'MaxPool', 'Pad']);

/**
 * The value that a heatmap is best made of, in a graph without a description. Of a transformer: the tokens
 * [N, T, D] that its last attention takes. Of all others: the last spatial map [N, C, h, w] or [N, h, w, C] of more
 * than one position through which everything passes, behind its activation and before pooling. Null where there is
 * none of known size.
 */
export function findMap(graph: Graph, logits: string): string | null {
  const types = inferShapes(graph);
  const attention = attentionsOf(graph, types).at(-1);
  const tokens = attention === undefined ? null : tokensInto(graph, types, attention);
  return tokens ?? lastMap(graph, types, logits);
}

function lastMap(graph: Graph, types: ReadonlyMap<string, ValueType>, logits: string): string | null {
  const axes = channelAxesOf(graph, types);
  const operators = new Map(graph.nodes.map(({ op, outputs }) => [outputs[0]!, op]));
  const candidates = bottlenecksOf(graph, logits).filter((value) => {
    const [axis, type] = [axes.get(value), types.get(value)];
    return axis !== undefined && type !== undefined && gridOf(type, axis) !== null;
  });
  return candidates.find((value) => !passedOver.has(operators.get(value)!)) ?? null;
}
