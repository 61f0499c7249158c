import type { Dim, Graph, Node, ValueType } from '../graph.ts';

/** Their first input and their output are images: channels on axis 1, positions behind. */
const imageOperators = new Set([
  'AveragePool',
  'BatchNormalization',
  'Conv',
  'ConvTranspose',
  'DepthToSpace',
  'GlobalAveragePool',
  'GlobalMaxPool',
  'GroupNormalization',
  'InstanceNormalization',
  'LRN',
  'MaxPool',
  'Resize',
  'SpaceToDepth',
]);

/** The channel axis behind a Reshape that merges or splits positions only; undefined where it touches the channels. */
function reshapedAxis(axis: number, from: readonly Dim[], to: readonly Dim[]): number | undefined {
  if (to.length < 3) return undefined;
  if (axis === from.length - 1) return to.at(-1) === from.at(-1) ? to.length - 1 : undefined;
  return axis === 1 && to[1] === from[1] ? 1 : undefined;
}

function transposedAxis(axis: number, { attributes }: Node, rank: number): number {
  const perm = attributes['perm'];
  return perm?.kind === 'ints' ? perm.value.indexOf(axis) : rank - 1 - axis;
}

/**
 * On which axis the channels of images and tokens lie: 1 in [N, C, h, w], the last in [N, h, w, C] and [N, T, C]. It
 * follows from the operators that take images, and through those that keep or move axes. Other values have no entry.
 */
export function channelAxesOf(graph: Graph, types: ReadonlyMap<string, ValueType>): ReadonlyMap<string, number> {
  const axes = new Map<string, number>();
  const dimsOf = (value: string): readonly Dim[] => types.get(value)?.dims ?? [];
  const axisOfOutput = (node: Node): number | undefined => {
    const to = dimsOf(node.outputs[0]!);
    if (imageOperators.has(node.op)) return to.length >= 3 ? 1 : undefined;
    const source = node.inputs.find((input) => axes.has(input));
    if (source === undefined) return undefined;
    const [axis, from] = [axes.get(source)!, dimsOf(source)];
    if (node.op === 'Transpose') return transposedAxis(axis, node, from.length);
    if (node.op === 'Reshape' || node.op === 'Flatten') return reshapedAxis(axis, from, to);
    return to.length === from.length ? axis : undefined;
  };
  for (const node of graph.nodes) {
    const axis = axisOfOutput(node);
    if (axis !== undefined) node.outputs.forEach((output) => axes.set(output, axis));
  }
  return axes;
}
