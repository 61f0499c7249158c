/** Classifiers from elsewhere in the form that all others here have. */
import { faultOf } from '../../domain/faults/fault.ts';
import { clauseOf } from '../../domain/messages/clause.ts';
import { createBuilder, int, ints } from '../ir/builder.ts';
import { withoutDeadNodes } from '../canonical/simplify.ts';
import type { Dim, Graph, Node, ValueType } from '../ir/graph.ts';
import { channelsOfInput } from './channels-of-input.ts';
import { closingActivation, reshaping } from './closing-activation.ts';
import { freeBatch } from './free-batch.ts';
import { inferShapes } from '../shapes/infer-shapes.ts';
import { withoutSoftmax } from './replace-head.ts';
import { atInput, atValue, UndecidedGraph, UnsupportedGraph } from '../ir/unsupported-graph.ts';

export interface AdoptOptions {
  /** Names of values, where a graph has several that it could be. */
  readonly input?: string | undefined;
  readonly logits?: string | undefined;
  /** Height and width, pixels, where the graph leaves them open. */
  readonly size?: number | undefined;
  /** Where the graph leaves them open and no convolution tells. */
  readonly channels?: 1 | 3 | undefined;
}

export interface AdoptedClassifier {
  /** One input [N, channels, height, width] and one output [N, labels]. */
  readonly graph: Graph;
  readonly input: string;
  readonly logits: string;
  readonly channels: 1 | 3;
  readonly height: number;
  readonly width: number;
  /** Number of logits; null where the graph does not tell. */
  readonly labels: number | null;
  /** The activation that the graph ended in: `sigmoid` where labels may occur together; null where it gives logits. */
  readonly activation: 'softmax' | 'sigmoid' | null;
}

interface Image {
  readonly batch: Dim;
  readonly channels: 1 | 3;
  readonly height: number;
  readonly width: number;
  /** Whether the channels come last. */
  readonly isLast: boolean;
}

const BATCH = 'N';

/**
 * The graph with one image input, of any number of images with their channels before rows, and the logits as its only
 * output: a closing softmax or sigmoid goes, and the one logit of a two-sided answer becomes two. Throws `UnsupportedGraph` where
 * input or logits are not to be found or the number of images can't be freed.
 */
export function adoptClassifier(given: Graph, options: AdoptOptions = {}): AdoptedClassifier {
  const input = findInput(given, options.input);
  const image = imageOf(given, input, options);
  const { channels, height, width } = image;
  const freed = typeof image.batch === 'number' ? freeBatch(given, input, BATCH) : given;
  const answered = withLogits(withImage(freed, input, image), findLogits(given, options.logits));
  const { logits, activation } = answered;
  const types = typesOf(answered.graph);
  const [batch, labels] = (types ?? answered.graph.outputs).get(logits)?.dims ?? [];
  if (types !== null && batch !== answered.graph.inputs.get(input)!.dims[0]) {
    throw new UnsupportedGraph(atValue(logits, clauseOf('graph.fixed-batch', {})));
  }
  return {
    graph: answered.graph,
    input,
    logits,
    channels,
    height,
    width,
    labels: typeof labels === 'number' ? labels : null,
    activation,
  };
}

/** Null where an operator has no shape rule: then nothing but running the graph tells. */
function typesOf(graph: Graph): ReadonlyMap<string, ValueType> | null {
  try {
    return inferShapes(graph);
  } catch (error) {
    if (error instanceof UnsupportedGraph) return null;
    throw error;
  }
}

function findInput({ inputs }: Graph, wanted: string | undefined): string {
  const isImage = ({ type, dims }: ValueType): boolean => type === 'float32' && dims.length === 4;
  const images = [...inputs].filter(([, type]) => isImage(type)).map(([name]) => name);
  if (images.length === 0) throw new UnsupportedGraph(clauseOf('graph.no-image-input', { inputs: [...inputs.keys()] }));
  const found = wanted ?? (images.length === 1 ? images[0] : undefined);
  if (found === undefined || !images.includes(found)) {
    throw new UndecidedGraph(
      clauseOf('graph.undecided-input', { inputs: images }),
      faultOf('graph.which-input', { inputs: images }),
    );
  }
  if (inputs.size > 1) throw new UnsupportedGraph(clauseOf('graph.more-inputs', { inputs: [...inputs.keys()] }));
  return found;
}

function imageOf(graph: Graph, input: string, { size, channels: wanted }: AdoptOptions): Image {
  const { dims } = graph.inputs.get(input)!;
  const [batch, ...rest] = dims as [Dim, Dim, Dim, Dim];
  const isOpen = rest.every((side) => !isColour(side)) && typeof rest[0] === 'string';
  const seen = isOpen ? channelsOfInput(graph, input) : null;
  const isLast = seen?.isLast ?? (!isColour(rest[0]) && isColour(rest[2]));
  const [given, ...sides] = isLast ? [rest[2], rest[0], rest[1]] : rest;
  const channels = isOpen ? (seen?.channels ?? wanted) : given;
  if (!isColour(channels)) {
    throw new UnsupportedGraph(atInput(input, clauseOf('graph.not-an-image', { dims })));
  }
  const [height, width] = sides.map((side) => {
    const given = typeof side === 'number' ? side : size;
    if (given === undefined)
      throw new UndecidedGraph(
        atInput(input, clauseOf('graph.undecided-size', {})),
        faultOf('graph.which-size', { input }),
      );
    if (size !== undefined && given !== size) {
      throw new UnsupportedGraph(
        atInput(input, clauseOf('graph.other-size', { height: sides[0]!, width: sides[1]!, size })),
      );
    }
    return given;
  }) as [number, number];
  return { batch, channels, height, width, isLast };
}

const isColour = (size: Dim | undefined): size is 1 | 3 => size === 1 || size === 3;

/** The input with channels first, turned behind it where the graph wants them last. */
function withImage(graph: Graph, input: string, { batch, channels, height, width, isLast }: Image): Graph {
  const dims = [typeof batch === 'number' ? BATCH : batch, channels, height, width];
  const inputs = new Map([...graph.inputs, [input, { type: 'float32', dims }] as const]);
  if (!isLast) return { ...graph, inputs };
  const turned = createBuilder(graph).fresh(`${input}_channels_last`);
  const transpose: Node = {
    name: turned,
    op: 'Transpose',
    domain: '',
    inputs: [input],
    outputs: [turned],
    attributes: { perm: ints([0, 2, 3, 1]) },
  };
  const taking = graph.nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map((name) => (name === input ? turned : name)),
  }));
  return { ...graph, inputs, nodes: [transpose, ...taking] };
}

function findLogits(graph: Graph, wanted: string | undefined): string {
  if (wanted !== undefined) {
    if (graph.outputs.has(wanted) || graph.nodes.some(({ outputs }) => outputs.includes(wanted))) return wanted;
    throw new UnsupportedGraph(clauseOf('graph.no-such-value', { value: wanted, outputs: [...graph.outputs.keys()] }));
  }
  const answers = [...graph.outputs].filter(([, type]) => isAnswer(type));
  const tables = answers.filter(([, { dims }]) => dims.length === 2);
  const likely = tables.length > 0 ? tables : answers;
  const found = likely.length > 1 ? likely.find(([name]) => name === 'logits') : likely[0];
  if (found !== undefined) return found[0];
  const outputs = [...graph.outputs.keys()];
  if (answers.length === 0) throw new UnsupportedGraph(clauseOf('graph.no-answers', { outputs }));
  throw new UndecidedGraph(clauseOf('graph.undecided-logits', { outputs }), faultOf('graph.which-logits', { outputs }));
}

/** [N, labels], [N, labels, 1, 1] in whatever order, or [N] of one answer. */
function isAnswer({ type, dims }: ValueType): boolean {
  return type === 'float32' && dims.length > 0 && dims.slice(1).filter((size) => size !== 1).length <= 1;
}

/** The earliest value with the same answers as a table; null where only another node makes one. */
function tableBefore(graph: Graph, value: string, types: ReadonlyMap<string, ValueType>): string | null {
  if (types.get(value)?.dims.length === 2) return value;
  const node = graph.nodes.find(({ outputs }) => outputs.includes(value));
  return node !== undefined && reshaping.includes(node.op) ? tableBefore(graph, node.inputs[0]!, types) : null;
}

/** A softmax that runs along images, or along an axis of one answer, gives 1 whatever the image is. */
function checkAxis(graph: Graph, end: Node | null, types: ReadonlyMap<string, ValueType> | null): void {
  const dims = types?.get(end?.inputs[0] ?? '')?.dims;
  if (end?.op !== 'Softmax' || dims === undefined) return;
  const runsOn = graph.opset < 13; // over all axes from its own on
  const { axis: given } = end.attributes;
  const axis = given?.kind === 'int' ? given.value : runsOn ? 1 : -1;
  const first = axis < 0 ? axis + dims.length : axis;
  const along = dims.slice(first, runsOn ? undefined : first + 1);
  if (first > 0 && along.some((size) => size !== 1)) return;
  throw new UnsupportedGraph(atValue(end.outputs[0]!, clauseOf('graph.softmax-axis', { axis, dims })));
}

/** The graph that ends in logits. */
function withLogits(graph: Graph, output: string): Pick<AdoptedClassifier, 'graph' | 'logits' | 'activation'> {
  const declared = graph.outputs.get(output) ?? ({ type: 'float32', dims: [BATCH, `${output}.labels`] } as const);
  const end = closingActivation(graph, output);
  const isSigmoid = end?.op === 'Sigmoid';
  checkAxis(graph, end, typesOf(graph));
  const { open, logits: table, type } = asTable(graph, end?.inputs[0] ?? output, declared);
  let logits = table;
  const [batch, labels] = type.dims;
  if (isSigmoid && typeof labels !== 'number') {
    throw new UnsupportedGraph(atValue(output, clauseOf('graph.labels-unseen', {})));
  }
  const builder = createBuilder({ ...open, outputs: new Map() });
  if (labels === 1) {
    const nothing = builder.node('Sub', [logits, logits]);
    logits = builder.node('Concat', [nothing, logits], { axis: int(1) });
  }
  builder.output(logits, { type: 'float32', dims: [batch!, labels === 1 ? 2 : labels!] });
  const activation = isSigmoid && labels !== 1 ? 'sigmoid' : end !== null ? 'softmax' : null;
  return { graph: builder.finish(), logits, activation };
}

/** The graph that ends in the value, as a table [N, labels]. */
function asTable(
  graph: Graph,
  value: string,
  declared: ValueType,
): { readonly open: Graph; readonly logits: string; readonly type: ValueType } {
  const logits = tableBefore(graph, value, typesOf(graph) ?? graph.outputs) ?? value;
  const open = withoutSoftmax(only(graph, logits, declared), logits);
  const type = typesOf(open)?.get(logits) ?? declared;
  if (type.dims.length === 2) return { open, logits, type };
  const builder = createBuilder({ ...open, outputs: new Map() });
  const flat = builder.node('Flatten', [logits], { axis: int(1) });
  const labels = type.dims.slice(1).find((size) => size !== 1) ?? 1;
  const table: ValueType = { type: 'float32', dims: [type.dims[0] ?? BATCH, labels] };
  builder.output(flat, table);
  return { open: builder.finish(), logits: flat, type: table };
}

function only(graph: Graph, output: string, type: ValueType): Graph {
  return withoutDeadNodes({ ...graph, outputs: new Map([[output, type]]) }, new Set());
}
