import { ownEntry } from '../../domain/own-entry.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { attributesOf } from '../ir/emit.ts';
import type { Node, ValueType } from '../ir/graph.ts';

interface Known {
  readonly types: ReadonlyMap<string, ValueType>;
  readonly initializers: ReadonlyMap<string, Tensor>;
}

type Check = (node: Node, known: Known) => boolean;

const hasOneInput: Check = ({ inputs }) => inputs.length === 1;

/** With the same sizes in the same order, row-major data is the same. */
const keepsShape: Check = ({ inputs, outputs }, { types }) => {
  const [from, to] = [types.get(inputs[0]!), types.get(outputs[0]!)];
  return from !== undefined && to !== undefined && from.dims.join() === to.dims.join();
};

const keepsType: Check = ({ inputs, outputs }, { types }) =>
  types.get(inputs[0]!)?.type === types.get(outputs[0]!)?.type;

const keepsOrder: Check = (node) => {
  const { perm } = node.attributes;
  return (
    perm?.kind === 'ints' &&
    attributesOf(node)
      .ints('perm', [])
      .every((axis, index) => axis === index)
  );
};

/** All elements of the constant input at this place have the value. */
const isAll = ({ inputs }: Node, { initializers }: Known, index: number, value: number): boolean => {
  const tensor = initializers.get(inputs[index] ?? '');
  return (
    tensor !== undefined &&
    Array.from(tensor.data as ArrayLike<number | bigint>, Number).every((each) => each === value)
  );
};

const checks: Readonly<Record<string, Check>> = {
  Cast: keepsType,
  Concat: hasOneInput,
  Expand: keepsShape,
  Flatten: keepsShape,
  Identity: () => true,
  Max: hasOneInput,
  Mean: hasOneInput,
  Min: hasOneInput,
  Pad: (node, known) => isAll(node, known, 1, 0),
  Reshape: keepsShape,
  Slice: (node, known) => keepsShape(node, known) && ((node.inputs[4] ?? '') === '' || isAll(node, known, 4, 1)),
  Squeeze: keepsShape,
  Sum: hasOneInput,
  Tile: keepsShape,
  Transpose: keepsOrder,
  Unsqueeze: keepsShape,
};

/** Whether the node's only output is its first input as it stands. */
export function changesNothing(node: Node, known: Known): boolean {
  const isPlain = node.domain === '' && node.outputs.length === 1;
  return isPlain && ownEntry(checks, node.op)?.(node, known) === true;
}
