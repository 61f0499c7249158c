import type { Outcome } from '../domain/outcome.ts';
import { failure, success } from '../domain/outcome.ts';
import type { Random } from '../domain/random.ts';
import type { Tensor } from '../domain/tensor.ts';
import { float32, sizeOf } from '../domain/tensor.ts';
import { withoutDeadNodes } from './canonical/simplify.ts';
import type { Graph, Node } from './graph.ts';

/** The last linear layer of a classifier. */
interface LinearHead {
  readonly weight: string;
  /** Axis of the weight along which the outputs lie. */
  readonly axis: 0 | 1;
  readonly bias: string | null;
  /** Of the layer, its bias included. */
  readonly output: string;
}

/** They come behind the last layer without changing which logit is the largest, or nothing at all. */
const passedOver = new Set(['Identity', 'LogSoftmax', 'Softmax']);

/**
 * The classifier with a new last layer for other labels, drawn evenly from ±1/√features as PyTorch does, and `logits`
 * what it gives: a softmax behind it goes. Parameters keep their names. Fails with NO_LINEAR_HEAD where the logits do
 * not come from a Gemm, or a MatMul with or without an Add.
 */
export function replaceHead(
  graph: Graph,
  { logits, labels, random }: { readonly logits: string; readonly labels: number; readonly random: Random },
): Outcome<Graph> {
  const found = findHead(graph, logits);
  if (!found.ok) return found;
  const { weight, axis, bias } = found.value;
  const old = graph.initializers.get(weight)!;
  const features = old.dims[1 - axis]!;
  const draw = (name: string, dims: readonly number[]): readonly [string, Tensor] => {
    const [stream, limit] = [random.fork(name), 1 / Math.sqrt(features)];
    const values = Float32Array.from({ length: sizeOf(dims) }, () => stream.uniform(-limit, limit));
    return [name, float32(dims, values)];
  };
  const initializers = new Map([
    ...graph.initializers,
    draw(weight, axis === 0 ? [labels, features] : [features, labels]),
    ...(bias === null ? [] : [draw(bias, [labels])]),
  ]);
  const ended = endingAt(graph, found.value, logits);
  const type = { type: 'float32', dims: [graph.outputs.get(logits)?.dims[0] ?? 'N', labels] } as const;
  const outputs = new Map([...graph.outputs, [logits, type] as const]);
  return success({ ...ended, initializers, outputs });
}

/** The classifier with the logits that a trailing softmax was given; as it is where there is none. */
export function withoutSoftmax(graph: Graph, logits: string): Graph {
  const found = findHead(graph, logits);
  return found.ok ? endingAt(graph, found.value, logits) : graph;
}

/** The layer's output takes the name of the logits; what came behind it goes. */
function endingAt(graph: Graph, { output }: LinearHead, logits: string): Graph {
  if (output === logits) return graph;
  const rename = (name: string): string => (name === output ? logits : name);
  const nodes = graph.nodes
    .filter(({ outputs }) => !outputs.includes(logits))
    .map((node) => ({ ...node, inputs: node.inputs.map(rename), outputs: node.outputs.map(rename) }));
  return withoutDeadNodes({ ...graph, nodes }, new Set(graph.initializers.keys()));
}

function findHead(graph: Graph, logits: string): Outcome<LinearHead> {
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
  const last = node === undefined ? 'nothing' : `${node.op} ("${node.name}")`;
  return failure(
    'NO_LINEAR_HEAD',
    `The model's last layer can't be replaced: its logits "${logits}" come from ${last}, not from a linear layer (Gemm or MatMul).`,
  );
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
    return { weight: b, axis: isTransposed ? 0 : 1, bias: c === '' ? null : c };
  }
  if (node.op === 'MatMul') {
    return isParameter(b) ? { weight: b, axis: 1, bias: null } : null;
  }
  if (node.op !== 'Add') return null;
  const bias = [a, b].find(isParameter);
  const product = producers.get((bias === a ? b : a) ?? '');
  if (bias === undefined || product?.op !== 'MatMul' || !isParameter(product.inputs[1])) return null;
  return { weight: product.inputs[1], axis: 1, bias };
}
