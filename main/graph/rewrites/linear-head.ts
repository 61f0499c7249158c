import { firstOf } from '../../domain/elements.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { failure, success } from '../../domain/outcome.ts';
import { createBuilder, int } from '../ir/builder.ts';
import type { Graph, Node } from '../ir/graph.ts';

/** The last linear layer of a classifier. */
export interface LinearHead {
  /** Its input, the features [N, F]. */
  readonly features: string;
  readonly weight: string;
  /** Axis of the weight along which the outputs lie. */
  readonly axis: 0 | 1;
  readonly bias: string | null;
  /** The output of the layer, its bias included. */
  readonly output: string;
}

/** They come behind the last layer without changing which logit is the largest, or nothing at all. */
const passedOver = new Set(['Identity', 'LogSoftmax', 'Softmax']);

/** Fails with `head.…` where the logits do not come from a Gemm, or a MatMul with or without an Add. */
export function findHead(graph: Graph, logits: string): Outcome<LinearHead> {
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  let output = logits;
  let node = producers.get(output);
  while (node !== undefined) {
    const before = passedOver.has(node.op) ? node.inputs[0] : oneLogitOf(node, producers);
    if (before === undefined) break;
    output = before;
    node = producers.get(output);
  }
  const head = node === undefined ? null : linearOf(graph, node, producers);
  if (head !== null) return success({ ...head, output });
  return node === undefined
    ? failure('head.none', { logits })
    : failure('head.not-linear', { logits, operator: node.op, node: node.name });
}

/** The one logit z of a two-sided answer that was made of it as [z - z, z] (`adoptClassifier`). */
function oneLogitOf({ op, inputs }: Node, producers: ReadonlyMap<string, Node>): string | undefined {
  const [nothing = '', logit] = inputs;
  const difference = producers.get(nothing);
  const isTwoSided = op === 'Concat' && inputs.length === 2 && difference?.op === 'Sub';
  return isTwoSided && difference.inputs.every((input) => input === logit) ? logit : undefined;
}

function linearOf(
  { initializers, nodes }: Graph,
  node: Node,
  producers: ReadonlyMap<string, Node>,
): Omit<LinearHead, 'output'> | null {
  const isParameter = (name: string | undefined): name is string =>
    initializers.has(name ?? '') && nodes.filter(({ inputs }) => inputs.includes(name!)).length === 1;
  const [a, b, c = ''] = node.inputs;
  if (node.op === 'Gemm') {
    const isTransposed = node.attributes['transB']?.value === 1;
    if (!isParameter(b) || !(c === '' || isParameter(c))) return null;
    return { features: a!, weight: b, axis: isTransposed ? 0 : 1, bias: c === '' ? null : c };
  }
  if (node.op === 'MatMul') {
    return isParameter(b) ? { features: a!, weight: b, axis: 1, bias: null } : null;
  }
  if (node.op !== 'Add') return null;
  const bias = [a, b].find(isParameter);
  const product = producers.get((bias === a ? b : a) ?? '');
  if (bias === undefined || product?.op !== 'MatMul') return null;
  const [features, weight] = firstOf(product.inputs, 2);
  return isParameter(weight) ? { features, weight, axis: 1, bias } : null;
}

const FEATURES = 'features_of_all';

/**
 * The graph with the features of its last linear layer as an output too, and their name: of a mean of classifiers those of
 * all of them, one behind the other. Null where it, or one of them, has no such.
 */
export function withFeatures(
  graph: Graph,
  logits: string,
): { readonly graph: Graph; readonly features: string } | null {
  const heads = membersOf(graph, logits).map((each) => findHead(graph, each));
  const found = heads.flatMap((head) => (head.ok && !graph.inputs.has(head.value.features) ? [head.value] : []));
  const [only] = found;
  if (only === undefined || found.length < heads.length) return null;
  const sizes = found.map(({ weight, axis }) => graph.initializers.get(weight)!.dims[1 - axis]!);
  const features = found.length === 1 ? only.features : FEATURES;
  const builder = createBuilder(graph);
  if (found.length > 1) {
    const parts = found.map((head) => head.features);
    builder.node('Concat', parts, { axis: int(1) }, FEATURES);
  }
  const size = sizes.reduce((a, b) => a + b, 0);
  builder.output(features, { type: 'float32', dims: [graph.outputs.get(logits)?.dims[0] ?? 'N', size] });
  return { graph: builder.finish(), features };
}

/** The logits of each classifier that the mean is of (`meanOfClassifiers`); else the logits themselves. */
function membersOf({ nodes, initializers }: Graph, logits: string): readonly string[] {
  const producers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const mean = producers.get(logits);
  if (mean?.op !== 'Mean') return [logits];
  return mean.inputs.map((input) => {
    const scaled = producers.get(input);
    if (scaled?.op !== 'Mul') return input;
    const [member, factor] = firstOf(scaled.inputs, 2);
    return initializers.has(factor) ? member : input;
  });
}
