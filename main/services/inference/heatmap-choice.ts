import type { HeatmapChoice } from '../../contract/images.ts';
import { heatmapMethods, type HeatmapMethod } from '../../domain/heatmaps/heatmap-method.ts';
import { clauseOf, type Clause } from '../../domain/messages/clause.ts';
import { reasonOf } from '../../domain/messages/reason-error.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import { withHeatmap, type GraphHeatmapMethod } from '../../graph/explain/with-heatmap.ts';
import { UnsupportedOperatorError } from '../../graph/autodiff/differentiate.ts';
import type { Graph } from '../../graph/ir/graph.ts';
import { inferShapes } from '../../graph/shapes/infer-shapes.ts';

/** The heatmap methods that a model's graph allows, found without running it. */
export interface ModelHeatmaps extends HeatmapChoice {
  /** Why the other methods are not among `methods`. */
  readonly refusals: ReadonlyMap<HeatmapMethod, Clause>;
  /** Images in a run, where the graph takes only this many; null where it takes any. */
  readonly batch: number | null;
}

/** One method of each kind: what it needs is what all of its kind need. */
const kinds: Readonly<Record<GraphHeatmapMethod, GraphHeatmapMethod>> = {
  'grad-cam': 'grad-cam',
  'grad-cam++': 'grad-cam',
  hirescam: 'grad-cam',
  layercam: 'grad-cam',
  eigencam: 'eigencam',
  chefer: 'chefer',
  rollout: 'rollout',
};

/** The method that the card names, else attention relevance of tokens and Grad-CAM of maps. */
function usualMethod(card: ModelCard, graph: Graph, refusals: ReadonlyMap<HeatmapMethod, Clause>): HeatmapMethod {
  if (card.heatmapMethod !== undefined) return card.heatmapMethod;
  const { heatmap } = card.values;
  if (heatmap === undefined) return 'occlusion';
  const isTokens = inferShapes(graph).get(heatmap)?.dims.length === 3;
  return isTokens && !refusals.has('chefer') ? 'chefer' : 'grad-cam';
}

/** Without the advice on training that comes with an operator that has no rule. */
function refusalOf(error: unknown): Clause {
  return error instanceof UnsupportedOperatorError
    ? clauseOf('graph.not-differentiable', { operator: error.op, node: error.node })
    : reasonOf(error);
}

/** Tries every kind of heatmap on the graph. Occlusion is always possible: it only needs predictions. */
export function chooseHeatmaps(card: ModelCard, graph: Graph): ModelHeatmaps {
  const { input, logits, heatmap } = card.values;
  const faults = new Map<GraphHeatmapMethod, Clause | null>();
  const faultOf = (kind: GraphHeatmapMethod): Clause | null => {
    try {
      withHeatmap(graph, { method: kind, logits, heatmap });
      return null;
    } catch (error) {
      return refusalOf(error);
    }
  };
  for (const kind of new Set(Object.values(kinds))) faults.set(kind, faultOf(kind));
  const refusals = new Map<HeatmapMethod, Clause>();
  for (const [method, kind] of Object.entries(kinds) as [GraphHeatmapMethod, GraphHeatmapMethod][]) {
    const fault = faults.get(kind);
    if (fault) refusals.set(method, fault);
  }
  const images = graph.inputs.get(input)?.dims[0];
  return {
    methods: heatmapMethods.filter((method) => !refusals.has(method)),
    usual: usualMethod(card, graph, refusals),
    refusals,
    batch: typeof images === 'number' ? images : null,
  };
}
