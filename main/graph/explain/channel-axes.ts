import type { Dim, Graph, Node, ValueType } from '../ir/graph.ts';
import { multiply } from '../shapes/dims.ts';

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

/** The last axis of `to` holds whole last axes of `from`: channels, alone or joined with positions (patch merging). */
function endsWhole(from: readonly Dim[], to: readonly Dim[]): boolean {
  const ends = from.map((_, axis) => multiply(from.slice(axis)));
  return ends.includes(to.at(-1)!);
}

/** The channel axis behind a Reshape that leaves channels whole; undefined behind one that divides them. */
function reshapedAxis(axis: number, from: readonly Dim[], to: readonly Dim[]): number | undefined {
  if (to.length < 3) return undefined;
  if (axis === from.length - 1) return endsWhole(from, to) ? to.length - 1 : undefined;
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
