/** Several classifiers of the same image as one: their mean. */
import { clauseOf } from '../../domain/messages/clause.ts';
import { createBuilder, int } from '../ir/builder.ts';
import { inDependencyOrder } from '../ir/dependency-order.ts';
import type { Graph, Node } from '../ir/graph.ts';
import { inferShapes } from '../shapes/infer-shapes.ts';
import { UnsupportedGraph } from '../ir/unsupported-graph.ts';

export interface Member {
  /** Canonical; input `image`, output `logits`. */
  readonly graph: Graph;
  /** The value that its heatmaps are made of. */
  readonly heatmap: string | undefined;
  /** The divisor of its logits, so that an overconfident member does not outweigh the others. */
  readonly temperature: number;
}

export interface MeanOfClassifiers {
  /** Input `image`, output `logits`: the mean of the members' calibrated logits. */
  readonly graph: Graph;
  /** The members' maps beside each other; undefined where one has none or their sizes differ. */
  readonly heatmap: string | undefined;
}

const HEATMAP = 'heatmap_features';

/**
 * All members run in one graph. Their maps [N, C, h, w] lie behind each other along the channels, and each member goes on
 * with its part of them: the gradient map of the whole is then the mean of the members' own.
 * @throws UnsupportedGraph where members take different images or give different numbers of logits.
 */
export function meanOfClassifiers(members: readonly Member[]): MeanOfClassifiers {
  const builder = createBuilder({ name: 'mean' });
  const [image, logits] = sharedTypes(members);
  builder.input('image', image);
  const channels = channelsOf(members);
  const prefixed = members.map((member, index) => withPrefix(member, `members.${index}.`));
  for (const { graph, heatmap } of prefixed) {
    for (const [name, tensor] of graph.initializers) builder.initializer(name, tensor);
    for (const node of graph.nodes) builder.add(channels === null ? node : withOutput(node, heatmap!, own(heatmap!)));
  }
  if (channels !== null) {
    const maps = prefixed.map(({ heatmap }) => heatmap!);
    const together = builder.node('Concat', maps.map(own), { axis: int(1) }, HEATMAP);
    const inputs = [together, builder.ints(channels)];
    builder.add({ name: 'parts', op: 'Split', domain: '', inputs, outputs: maps, attributes: { axis: int(1) } });
  }
  const calibrated = prefixed.map(({ temperature, prefix }) =>
    builder.node('Mul', [`${prefix}logits`, builder.scalar(1 / temperature)]),
  );
  builder.output(builder.node('Mean', calibrated, {}, 'logits'), logits);
  const graph = builder.finish();
  return {
    graph: { ...graph, nodes: inDependencyOrder(graph.nodes) },
    heatmap: channels === null ? undefined : HEATMAP,
  };
}

/** The types of the image and of the logits. */
function sharedTypes(members: readonly Member[]) {
  const types = members.map(({ graph }) => [graph.inputs.get('image')!, graph.outputs.get('logits')!] as const);
  const sizes = types.map((pair) => JSON.stringify(pair.map(({ dims }) => dims.slice(1))));
  if (new Set(sizes).size > 1) throw new UnsupportedGraph(clauseOf('graph.members-differ', {}));
  return types[0]!;
}

/** The type of each member's map; null where a member has none, or it is no map [N, C, h, w] of the same size as the others'. */
function channelsOf(members: readonly Member[]): readonly number[] | null {
  const dims = members.map(({ graph, heatmap }) =>
    heatmap === undefined ? [] : (inferShapes(graph).get(heatmap)?.dims ?? []),
  );
  const isMap = dims.every((each) => each.length === 4 && each.slice(1).every((size) => typeof size === 'number'));
  if (!isMap || new Set(dims.map(([, , ...size]) => size.join())).size > 1) return null;
  return dims.map((each) => Number(each[1]));
}

const own = (map: string): string => `${map}.own`;

const withOutput = (node: Node, from: string, to: string): Node => ({
  ...node,
  outputs: node.outputs.map((name) => (name === from ? to : name)),
});

/** All names but the image's begin with the prefix. */
function withPrefix({ graph, heatmap, temperature }: Member, prefix: string) {
  const nameOf = (name: string): string => (name === '' || name === 'image' ? name : `${prefix}${name}`);
  const nodes = graph.nodes.map((node) => ({
    ...node,
    name: `${prefix}${node.name}`,
    inputs: node.inputs.map(nameOf),
    outputs: node.outputs.map(nameOf),
  }));
  const initializers = new Map([...graph.initializers].map(([name, tensor]) => [nameOf(name), tensor]));
  const map = heatmap === undefined ? undefined : nameOf(heatmap);
  return { graph: { ...graph, nodes, initializers }, heatmap: map, temperature, prefix };
}
